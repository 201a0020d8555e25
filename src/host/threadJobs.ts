import { parentPort } from 'node:worker_threads';

export interface ThreadJob<Job> {
  readonly id: number;
  readonly job: Job;
}

export type ThreadAnswer<Answer> =
  | { readonly id: number; readonly answer: Answer }
  | {
      readonly id: number;
      readonly error: Pick<NodeJS.ErrnoException, 'name' | 'message' | 'code' | 'syscall'>;
    };

/** Makes this thread one of a `ThreadPool`: every job that arrives is answered, a failure with its error. */
export function answerJobs<Job, Answer>(perform: (job: Job) => Answer | Promise<Answer>): void {
  parentPort?.on('message', (message: ThreadJob<Job>) => void answer(message, perform));
}

async function answer<Job, Answer>(
  { id, job }: ThreadJob<Job>,
  perform: (job: Job) => Answer | Promise<Answer>,
): Promise<void> {
  const send = (message: ThreadAnswer<Answer>): void => parentPort?.postMessage(message);
  try {
    send({ id, answer: await perform(job) });
  } catch (error) {
    const { name, message, code, syscall } = error as NodeJS.ErrnoException;
    send({ id, error: { name, message, code, syscall } });
  }
}
