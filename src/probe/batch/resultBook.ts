import type { RunPlan } from './plan';
import { readProbeLine } from './readProbeLine';
import type { CallLine, CaseName, JudgementLine, RunEndLine, SkippedLine, VoteLine } from './resultLine';

/** Where a line lies in its file: bytes. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

/** A call without its texts, which stay in the file; so that a hundred thousand of them can be held. */
export interface CallEntry extends Omit<CallLine, 'messages' | 'prefill' | 'reference' | 'answer' | 'sent'> {
  readonly place: LinePlace;
}

/** A run with all that is known of it. */
export interface RunEntry {
  readonly plan: RunPlan;
  readonly cases: readonly (CaseName | undefined)[];
  /** By id; the last line of each. */
  readonly calls: ReadonlyMap<string, CallEntry>;
  /** By index of the case. */
  readonly skipped: ReadonlyMap<number, SkippedLine>;
  readonly end: RunEndLine | undefined;
}

/** The cases of a run; undefined if the file does not have all of them, because somebody was stopped before they were written: then there are no calls either. */
export function wholeCases({ plan, cases }: RunEntry): readonly CaseName[] | undefined {
  const known = cases.filter((name) => name !== undefined);
  return known.length === plan.cases ? known : undefined;
}

interface OpenRun extends RunEntry {
  readonly cases: (CaseName | undefined)[];
  readonly calls: Map<string, CallEntry>;
  readonly skipped: Map<number, SkippedLine>;
  end: RunEndLine | undefined;
}

/**
 * What the lines of a file of results amount to. Of lines about one thing the latest holds, whatever the order of lines, which is what makes
 * `merge=union` right; calls of which no run is known (a cut file) are kept as single ones.
 */
export class ResultBook {
  private readonly runsById = new Map<string, OpenRun>();
  /** Lines about runs whose plan has not come yet. */
  private readonly waiting = new Map<string, ((run: OpenRun) => void)[]>();
  private readonly callsById = new Map<string, CallEntry>();
  private readonly judgementsByCall = new Map<string, JudgementLine>();
  private readonly voteLines: VoteLine[] = [];
  /** Lines that can't be read; those of unknown kinds are none of them. */
  unreadable = 0;

  /** @param text a line without its end; blank ones are passed over */
  addText(text: string, place: LinePlace): void {
    if (text.trim() === '') return;
    const line = readProbeLine(text);
    if (line === 'unreadable') this.unreadable++;
    else if (line !== 'unknown') this.add(line, place);
  }

  /** The newest first. */
  get runs(): readonly RunEntry[] {
    return [...this.runsById.values()].toSorted((a, b) => (a.plan.at < b.plan.at ? 1 : -1));
  }

  run(id: string): RunEntry | undefined {
    return this.runsById.get(id);
  }

  call(id: string): CallEntry | undefined {
    return this.callsById.get(id);
  }

  /** Those of runs and single ones. */
  get calls(): Iterable<CallEntry> {
    return this.callsById.values();
  }

  /** What people said of a call; undefined if nobody did, or took it back. */
  judgement(call: string): JudgementLine | undefined {
    const judgement = this.judgementsByCall.get(call);
    return judgement && (judgement.class !== null || judgement.note !== '') ? judgement : undefined;
  }

  get judgements(): Iterable<JudgementLine> {
    return this.judgementsByCall.values();
  }

  get votes(): readonly VoteLine[] {
    return this.voteLines;
  }

  private add(line: Exclude<ReturnType<typeof readProbeLine>, string>, place: LinePlace): void {
    switch (line.kind) {
      case 'run':
        return this.addRun(line);
      case 'cases':
        return this.toRun(line.run, ({ plan, cases }) => {
          line.cases.forEach((name, i) => {
            if (line.from + i < plan.cases) cases[line.from + i] = name;
          });
        });
      case 'skipped':
        return this.toRun(line.run, ({ skipped }) => void skipped.set(line.case, line));
      case 'end':
        return this.toRun(line.run, (run) => {
          if (!run.end || run.end.at <= line.at) run.end = line;
        });
      case 'call':
        return this.addCall(line, place);
      case 'judgement': {
        const known = this.judgementsByCall.get(line.call);
        if (!known || known.at <= line.at) this.judgementsByCall.set(line.call, line);
        return;
      }
      case 'vote':
        this.voteLines.push(line);
    }
  }

  private addRun(plan: RunPlan): void {
    if (this.runsById.has(plan.id)) return;
    const run: OpenRun = { plan, cases: [], calls: new Map(), skipped: new Map(), end: undefined };
    this.runsById.set(plan.id, run);
    for (const add of this.waiting.get(plan.id) ?? []) add(run);
    this.waiting.delete(plan.id);
  }

  private addCall(line: CallLine, place: LinePlace): void {
    const known = this.callsById.get(line.id);
    if (known && isLater(known, line)) return;
    const { messages: _m, prefill: _p, reference: _r, answer: _a, sent: _s, ...rest } = line;
    const entry: CallEntry = { ...rest, place };
    this.callsById.set(line.id, entry);
    if (line.run !== null) this.toRun(line.run, ({ calls }) => void calls.set(line.id, entry));
  }

  private toRun(id: string, add: (run: OpenRun) => void): void {
    const run = this.runsById.get(id);
    if (run) return add(run);
    const waiting = this.waiting.get(id);
    if (waiting) waiting.push(add);
    else this.waiting.set(id, [add]);
  }
}

/** Of lines about one call the later one holds; of those of the same time the one with more measures, as judges come behind the answer. */
function isLater(known: CallEntry, line: CallLine): boolean {
  if (known.at !== line.at) return known.at > line.at;
  return Object.keys(known.measures).length > Object.keys(line.measures).length;
}
