import type { Answer } from '../../probe/answer';
import type { CallJournal } from '../../host/probe/callJournal';
import type { ProbeCall, ProbeProgressParams } from '../../protocol/probe';
import { CallHistory, isHistoryLine, recovered, type HistoryLine } from './callHistory';
import { shownCall, type KeptCall } from './keptCall';
import { LiveCall } from './liveCall';

/** How many calls of one turn are shown: the newest. */
const SHOWN = 60;

/** What the calls of a dataset need. */
export interface DatasetCallsParts {
  readonly journal: CallJournal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onChange: () => void;
  readonly onProgress: (progress: ProbeProgressParams) => void;
  /** Something can't be written down. */
  readonly onFault: (error: unknown) => void;
  /** Why a call is not whole of which the editor's end has cut off the rest, for people. */
  readonly cutOff: () => string;
}

/** All calls of one dataset: those that go on, and those that have ended, which are kept on disk. */
export class DatasetCalls {
  private readonly history = new CallHistory();
  /** By id, with the key of the record that each belongs to now. */
  private readonly live = new Map<string, { readonly call: LiveCall; key: string }>();
  private loading: Promise<void> | undefined;

  constructor(private readonly parts: DatasetCallsParts) {}

  /** Reads what was kept; a call that was cut off is told as such from then on. */
  load(): Promise<void> {
    return (this.loading ??= this.read());
  }

  /** Of a record and a turn, as a view has them; the newest last. */
  shown(key: string, turn: number): readonly ProbeCall[] {
    const ended = this.history.of(key).map(({ call, judgement, isBest }) => {
      const facts = { judgement, isBest, progress: 'done', elapsed: call.answer.totalMs } as const;
      return shownCall(call, facts);
    });
    const going = [...this.live.values()]
      .filter((each) => each.key === key)
      .map(({ call: { call, progress, elapsed } }) =>
        shownCall(call, { judgement: null, isBest: null, progress, elapsed }),
      );
    const of = [...ended, ...going].filter((call) => call.turn === turn);
    // Calls that were started together stay together, in the order in which they were asked for.
    return of.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-SHOWN);
  }

  /** One that has ended. */
  get(id: string): ReturnType<CallHistory['get']> {
    return this.history.get(id);
  }

  /** Those that have ended, of a group. */
  ofGroup(group: string, key: string): readonly KeptCall[] {
    return this.history.of(key).flatMap(({ call }) => (call.group === group ? call : []));
  }

  begin(call: KeptCall): LiveCall {
    const { journal } = this.parts;
    const part = journal.partOf(call.id);
    const live = new LiveCall(call, this.parts.now, {
      onDelta: (delta, elapsed) => {
        this.write(journal.appendToPart(part, { kind: 'delta', delta, elapsed }));
        this.parts.onProgress({ call: call.id, delta, elapsed });
      },
    });
    this.live.set(call.id, { call: live, key: call.key });
    this.write(journal.appendToPart(part, { kind: 'start', call }));
    this.parts.onChange();
    return live;
  }

  end(live: LiveCall, answer: Answer): void {
    const call = live.end(answer);
    const key = this.live.get(call.id)?.key ?? call.key;
    this.live.delete(call.id);
    this.note({ kind: 'call', call, ...(key !== call.key && { key }) });
    this.write(this.parts.journal.removePart(this.parts.journal.partOf(call.id)));
    this.parts.onChange();
  }

  cancel(id: string): void {
    this.live.get(id)?.call.controller.abort();
  }

  cancelAll(): void {
    for (const { call } of this.live.values()) call.controller.abort();
  }

  /** The record says something else since. */
  carry(from: string, to: string): void {
    for (const each of this.live.values()) if (each.key === from) each.key = to;
    if (this.history.of(from).length > 0) this.note({ kind: 'carry', from, to });
  }

  /** Notes something of calls that have ended. */
  note(line: HistoryLine): void {
    this.history.add(line);
    this.write(this.parts.journal.append(line));
    if (line.kind !== 'call' && line.kind !== 'carry') this.parts.onChange();
  }

  private async read(): Promise<void> {
    const { journal, cutOff } = this.parts;
    try {
      const { lines, parts } = await journal.read();
      for (const line of lines) if (isHistoryLine(line)) this.history.add(line);
      for (const part of parts) {
        const call = recovered(part.lines, cutOff());
        // It may have ended just before its part could be removed.
        if (call && !this.history.get(call.id)) this.note({ kind: 'call', call });
        this.write(journal.removePart(part.name));
      }
    } catch (error) {
      this.parts.onFault(error);
    }
  }

  private write(writing: Promise<void>): void {
    writing.catch((error: unknown) => this.parts.onFault(error));
  }
}
