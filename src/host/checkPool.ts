import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CheckOptions } from '../rules/checker';
import type { CheckedPart } from './checkFile';
import type { Segment } from './segment';

/** What a thread is asked: check this segment of a file with these options. */
export interface SegmentJob {
  readonly id: number;
  readonly path: string;
  readonly segment: Segment;
  readonly options: Omit<CheckOptions, 'format'> & { readonly format: string | undefined };
  readonly language: string | undefined;
}

export type SegmentAnswer =
  | { readonly id: number; readonly part: CheckedPart }
  | { readonly id: number; readonly error: Pick<NodeJS.ErrnoException, 'message' | 'code' | 'syscall'> };

/** Segments that wait in each thread, so that none runs idle. */
const QUEUE = 4;
/** Parsed records live for a moment: with more room for young objects the threads collect garbage less often. */
const YOUNG_GENERATION_MB = 64;

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

  /** There is more than one core to divide work among. */
  get isParallel(): boolean {
    return this.size > 1;
  }

  /** Checks segments and gives the answers in their order, with a bounded number of them in memory. */
  async *check(path: string, options: CheckOptions, segments: Iterable<Segment>): AsyncGenerator<CheckedPart> {
    this.start();
    const running: Promise<CheckedPart>[] = [];
    for (const segment of segments) {
      running.push(this.send(path, options, segment));
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
      const worker = new Worker(this.script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
      worker.on('message', (answer: SegmentAnswer) => {
        const waiting = this.waiting.get(answer.id);
        this.waiting.delete(answer.id);
        if ('part' in answer) waiting?.resolve(answer.part);
        else waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
      });
      worker.on('error', (error) => {
        for (const waiting of this.waiting.values()) waiting.reject(error);
        this.waiting.clear();
      });
      this.workers.push(worker);
    }
  }

  private send(path: string, options: CheckOptions, segment: Segment): Promise<CheckedPart> {
    const id = this.nextId++;
    const job: SegmentJob = {
      id,
      path,
      segment,
      options: { ...options, format: options.format?.id },
      language: this.language,
    };
    const answer = new Promise<CheckedPart>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    // Failures are told by whoever awaits the answer; until then they must not end the process.
    answer.catch(() => undefined);
    this.workers[id % this.workers.length]!.postMessage(job);
    return answer;
  }
}
