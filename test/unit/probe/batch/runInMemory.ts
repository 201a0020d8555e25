import type { Answer, ProbeFault } from '../../../../src/probe/answer';
import { BatchRun } from '../../../../src/probe/batch/batchRun';
import type { RunPlan } from '../../../../src/probe/batch/plan';
import { ResultBook } from '../../../../src/probe/batch/resultBook';
import type { CallLine, ProbeLine } from '../../../../src/probe/batch/resultLine';
import { snapshotOf } from '../../../../src/probe/batch/runEndpoint';
import type { RunClock, RunEndpoint, RunParts } from '../../../../src/probe/batch/runParts';
import type { NoCase, ProbeCase } from '../../../../src/probe/cases/probeCase';
import type { ChatRequest } from '../../../../src/probe/client/client';
import type { Endpoint } from '../../../../src/probe/endpoint';

/** A file of results without a disk. */
export class MemoryResults {
  readonly lines: string[] = [];
  /** Bytes cannot be written any more. */
  isFull = false;

  append = async (lines: readonly ProbeLine[]): Promise<void> => {
    await Promise.resolve();
    if (this.isFull) throw new Error('ENOSPC');
    this.lines.push(...lines.map((line) => JSON.stringify(line)));
  };

  get book(): ResultBook {
    const book = new ResultBook();
    this.lines.forEach((line, i) => book.addText(line, { offset: i, length: 1 }));
    return book;
  }

  readCall = async ({ place }: { readonly place: { readonly offset: number } }): Promise<CallLine> =>
    JSON.parse(this.lines[place.offset]!) as CallLine;

  get calls(): readonly CallLine[] {
    return this.lines.map(parsed).filter((line) => line?.kind === 'call');
  }
}

/** Undefined for a torn line. */
function parsed(line: string): ProbeLine | undefined {
  try {
    return JSON.parse(line) as ProbeLine;
  } catch {
    return undefined;
  }
}

/** A clock on which waiting takes no time; `waits`: how long was waited, in milliseconds. */
export class QuickClock implements RunClock {
  readonly waits: number[] = [];
  private time = 0;

  now = (): number => this.time;
  date = (): string => new Date(Date.UTC(2026, 0, 1) + this.time).toISOString();
  wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await Promise.resolve();
    if (signal.aborted) return;
    this.waits.push(milliseconds);
    this.time += milliseconds;
  };
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export const answered: Answer = {
  state: 'finished',
  fault: null,
  content: 'yes',
  reasoning: '',
  calls: [],
  finish: 'stop',
  tokens: null,
  tokensAreLossy: false,
  usage: { prompt: 10, completion: 5 },
  firstTokenMs: 3,
  totalMs: 9,
  model: 'm',
  sent: {
    sampling: { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] },
    model: 'm',
    stream: true,
    leftOut: [],
  },
};

export function failed(kind: ProbeFault['kind'], more: Partial<ProbeFault> = {}): Answer {
  const fault: ProbeFault = { kind, message: `fault ${kind}`, detail: null, status: null, ...more };
  return { ...answered, state: 'failed', fault, content: '', usage: null };
}

export function caseOf(record: number, more: Partial<ProbeCase> = {}): ProbeCase {
  const message = { role: 'assistant', content: 'yes' };
  return {
    record,
    key: `key ${record % 7}`,
    turn: 1,
    messages: [{ role: 'user', content: `question ${record}` }],
    tools: null,
    variables: null,
    reference: { content: 'yes', reasoning: '', calls: [], message },
    rejected: null,
    taskTypes: [record % 2 === 0 ? 'even' : 'odd'],
    kinds: [],
    isMarked: false,
    turnCount: 2,
    ...more,
  };
}

export function endpointOf(id: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    id,
    name: `name of ${id}`,
    baseUrl: 'http://127.0.0.1:1/v1',
    model: 'm',
    role: 'other',
    sampling: answered.sent.sampling,
    extraBody: {},
    headers: {},
    lora: [],
    timeout: 0,
    caFile: null,
    ...more,
  };
}

type Reply = (request: ChatRequest, signal: AbortSignal) => Promise<Answer> | Answer;

/** An endpoint that answers as a function says; counts what it was asked. */
export function scripted(id: string, reply: Reply, score?: RunEndpoint['score']) {
  const asked: ChatRequest[] = [];
  const running = { now: 0, most: 0 };
  const endpoint: RunEndpoint = {
    endpoint: endpointOf(id),
    capabilities: null,
    client: {
      chat: async (request, _capabilities, signal) => {
        asked.push(request);
        running.most = Math.max(running.most, ++running.now);
        await new Promise((resolve) => setImmediate(resolve));
        const answer = signal.aborted
          ? { ...answered, state: 'cancelled' as const, content: '' }
          : await reply(request, signal);
        running.now--;
        return answer;
      },
    },
    score: score ?? (async () => ({ reason: 'no' })),
  };
  return { endpoint, asked, running };
}

export interface RunSetting {
  readonly cases: number;
  readonly endpoints: readonly RunEndpoint[];
  readonly plan?: Partial<RunPlan>;
  readonly parts?: Partial<RunParts>;
  readonly results?: MemoryResults;
  readonly clock?: QuickClock;
  readonly caseAt?: (record: number) => ProbeCase | NoCase;
}

/** A run over so many cases; one that its results know goes on. */
export function runInMemory(setting: RunSetting) {
  const { cases, endpoints, results = new MemoryResults(), clock = new QuickClock() } = setting;
  const caseAt = setting.caseAt ?? ((record: number) => caseOf(record));
  const plan: RunPlan = {
    kind: 'run',
    version: 1,
    id: 'r',
    name: 'run',
    at: clock.date(),
    dataset: 'd.jsonl',
    selection: 'all',
    cases,
    endpoints: endpoints.map(({ endpoint }) => snapshotOf(endpoint)),
    sampling: {},
    tries: 1,
    measures: [{ kind: 'exact' }],
    limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
    ...setting.plan,
  };
  const run = new BatchRun({
    plan,
    cases: Array.from({ length: cases }, (_, record) => ({ record, key: caseOf(record).key, turn: 1 })),
    endpoints,
    judges: new Map(),
    known: results.book.run('r'),
    getCases: async (names) => names.map(({ record }) => caseAt(record)),
    readCall: results.readCall,
    append: results.append,
    within: (work) => work(),
    clock,
    ...setting.parts,
  });
  return { run, results, clock, plan };
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
