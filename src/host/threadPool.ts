import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadJob } from './threadJobs';

/** Jobs that wait in each thread, so that none runs idle. */
const QUEUE = 4;
/** Answers that wait for their turn, for each thread. */
const BACKLOG = 32;
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
   * @param here does a job on this thread, when all others have enough to do; without it there is one thread more
   * @throws the error of a job, or of a thread that ended
   */
  async *run(jobs: Iterable<Job> | AsyncIterable<Job>, here?: (job: Job) => Promise<Answer>): AsyncGenerator<Answer> {
    const size = here ? this.size - 1 : this.size;
    this.start(size);
    const running: Running<Answer>[] = [];
    for await (const job of jobs) {
      const isHere = here && this.threads.every(({ waiting }) => waiting.size >= QUEUE);
      running.push(new Running(isHere ? here(job) : this.ask(job)));
      // Lets in what the threads have answered.
      if (isHere) await setImmediate();
      while (running[0]?.isDone || running.length >= this.size * (here ? BACKLOG : QUEUE))
        yield await running.shift()!.answer;
    }
    for (const { answer } of running) yield await answer;
  }

  /** Has a job done by the thread that has the fewest waiting. @throws the error of the job, or of a thread that ended */
  ask(job: Job): Promise<Answer> {
    const id = this.nextId++;
    if (this.threads.length === 0) this.start(this.size);
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

  private start(size: number): void {
    while (this.threads.length < size) this.threads.push(this.startThread());
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

class Running<Answer> {
  isDone = false;

  constructor(readonly answer: Promise<Answer>) {
    const end = (): void => void (this.isDone = true);
    answer.then(end, end);
  }
}
