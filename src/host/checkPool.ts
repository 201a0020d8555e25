import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { formatById } from '../dataset/format';
import { Checker, type CheckOptions } from '../rules/checker';
import { checkSegment, type CheckedPart, type Segment } from './checkFile';

/** What a thread is asked: check this segment with these options. */
export interface SegmentJob {
  readonly id: number;
  readonly options: Omit<CheckOptions, 'format'> & { readonly format: string | undefined };
  readonly language: string | undefined;
  readonly bytes: Uint8Array;
  readonly first: boolean;
  readonly last: boolean;
}

export type SegmentAnswer =
  { readonly id: number; readonly part: CheckedPart } | { readonly id: number; readonly error: string };

/** Segments that wait in each thread, so that none runs idle. */
const QUEUE = 2;

/** Threads that check segments of JSONL files side by side; started when the first large file needs them. */
export class CheckPool {
  private workers: Worker[] = [];
  private nextId = 0;
  private readonly waiting = new Map<number, { resolve(part: CheckedPart): void; reject(error: Error): void }>();

  /**
   * @param script path of the thread's script
   * @param language of the messages; undefined for English
   */
  constructor(
    private readonly script: string,
    private readonly language: string | undefined,
    private readonly size = availableParallelism(),
  ) {}

  /** Checks segments and gives the answers in their order, with a bounded number of them in memory. */
  async *check(options: CheckOptions, segments: AsyncIterable<Segment>): AsyncGenerator<CheckedPart> {
    if (this.size < 2) {
      const checker = new Checker(options);
      for await (const segment of segments) yield checkSegment(segment, checker);
      return;
    }
    this.start();
    const running: Promise<CheckedPart>[] = [];
    for await (const segment of segments) {
      running.push(this.send(options, segment));
      if (running.length >= this.size * QUEUE) yield await running.shift()!;
    }
    for (const part of running) yield await part;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
    this.workers = [];
  }

  private start(): void {
    while (this.workers.length < this.size) {
      const worker = new Worker(this.script);
      worker.on('message', (answer: SegmentAnswer) => {
        const waiting = this.waiting.get(answer.id);
        this.waiting.delete(answer.id);
        if ('part' in answer) waiting?.resolve(answer.part);
        else waiting?.reject(new Error(answer.error));
      });
      worker.on('error', (error) => {
        for (const waiting of this.waiting.values()) waiting.reject(error);
        this.waiting.clear();
      });
      worker.unref();
      this.workers.push(worker);
    }
  }

  private send(options: CheckOptions, segment: Segment): Promise<CheckedPart> {
    const id = this.nextId++;
    // A copy that owns its memory can be handed over without being copied again.
    const own = Uint8Array.from(segment.bytes);
    const { first, last } = segment;
    const job: SegmentJob = {
      id,
      options: { ...options, format: options.format?.id },
      language: this.language,
      bytes: own,
      first,
      last,
    };
    const worker = this.workers[id % this.workers.length]!;
    const answer = new Promise<CheckedPart>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    // Failures are told by whoever awaits the answer; until then they must not end the process.
    answer.catch(() => undefined);
    worker.ref();
    worker.postMessage(job, [own.buffer]);
    return answer.finally(() => {
      if (this.waiting.size === 0) for (const each of this.workers) each.unref();
    });
  }
}

/** The options as they were before they were sent to a thread. */
export function receivedOptions({ options }: SegmentJob): CheckOptions {
  return { ...options, format: options.format === undefined ? undefined : formatById(options.format) };
}
