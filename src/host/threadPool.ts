import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadJob } from './threadJobs';

/** Jobs that wait in each thread, so that none runs idle. */
const QUEUE = 4;
/** Parsed records live for a moment: with more room for young objects the threads collect garbage less often. */
const YOUNG_GENERATION_MB = 64;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>;
}

/**
 * Threads that do jobs side by side; started with the first jobs. The threads' script says what a job is ({@link answerJobs}).
 *
 * @typeParam Job and Answer: what can be sent between threads
 */
export class ThreadPool<Job, Answer> {
  private threads: Thread[] = [];
  private nextId = 0;

  /** @param script path of the threads' script */
  constructor(
    private readonly script: string,
    private readonly size = availableParallelism(),
  ) {}

  /** There is more than one core to divide work among. */
  get isParallel(): boolean {
    return this.size > 1;
  }

  /**
   * Does the jobs and gives the answers in their order. A bounded number of both is in memory: jobs are asked for as answers are taken.
   *
   * @throws the error of a job, or of a thread that ended
   */
  async *run(jobs: Iterable<Job> | AsyncIterable<Job>): AsyncGenerator<Answer> {
    this.start();
    const running: Promise<Answer>[] = [];
    for await (const job of jobs) {
      running.push(this.ask(job));
      if (running.length >= this.size * QUEUE) yield await running.shift()!;
    }
    for (const answer of running) yield await answer;
  }

  /** Has a job done by the thread that has the fewest waiting. @throws the error of the job, or of a thread that ended */
  ask(job: Job): Promise<Answer> {
    const id = this.nextId++;
    this.start();
    const thread = this.threads.reduce((least, other) => (other.waiting.size < least.waiting.size ? other : least));
    const answer = new Promise<Answer>((resolve, reject) => {
      thread.waiting.set(id, { resolve, reject });
    });
    // Failures are told by whoever awaits the answer; until then they must not end the process.
    answer.catch(() => undefined);
    thread.worker.postMessage({ id, job } satisfies ThreadJob<Job>);
    return answer;
  }

  /** Ends the threads; those that are left would keep the process alive. */
  async close(): Promise<void> {
    const threads = this.threads;
    this.threads = [];
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private start(): void {
    while (this.threads.length < this.size) this.threads.push(this.startThread());
  }

  private startThread(): Thread {
    const worker = new Worker(this.script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on('message', (message: ThreadAnswer<Answer>) => {
      const job = thread.waiting.get(message.id);
      thread.waiting.delete(message.id);
      if ('error' in message) job?.reject(Object.assign(new Error(message.error.message), message.error));
      else job?.resolve(message.answer);
    });
    const end = (error: Error): void => {
      this.threads = this.threads.filter((other) => other !== thread);
      for (const job of thread.waiting.values()) job.reject(error);
      thread.waiting.clear();
    };
    worker.on('error', end);
    worker.on('exit', () => end(new Error('The thread was ended.')));
    return thread;
  }
}
