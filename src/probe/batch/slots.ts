import type { RunPlan } from './plan';
import type { RunEntry } from './resultBook';
import { callId } from './resultLine';
import { todoOf, type Todo } from './todo';

/** A call of a run: one try of one case on one endpoint. */
export interface Slot {
  readonly id: string;
  /** Of the case, the endpoint and the try: 0-based. */
  readonly index: number;
  readonly endpoint: number;
  readonly try: number;
  readonly todo: Exclude<Todo, 'nothing'>;
}

/** What became of a call: `unreached`: it failed before the model saw it. */
export type SlotOutcome = 'done' | 'failed' | 'unreached';

/** All calls of a run, and which of them are still to be made: case by case on each endpoint, and the endpoints in turns. */
export class Slots {
  total = 0;
  done = 0;
  failed = 0;
  /** By endpoint. */
  private readonly queues: Slot[][];
  private unreached: Slot[] = [];
  private last = -1;

  /** @param cases how many there are */
  constructor(plan: RunPlan, cases: number, known: RunEntry | undefined, retryFailed: boolean) {
    this.queues = plan.endpoints.map(() => []);
    for (let index = 0; index < cases; index++) {
      const isSkipped = known?.skipped.has(index) === true && !retryFailed;
      for (let attempt = 0; attempt < plan.tries; attempt++) {
        plan.endpoints.forEach((_, endpoint) => {
          const id = callId(plan.id, index, endpoint, attempt);
          const call = known?.calls.get(id);
          if (isSkipped && !call) return;
          this.total++;
          const todo = todoOf(call, plan, retryFailed);
          if (todo !== 'nothing' && !isSkipped) {
            this.queues[endpoint]!.push({ id, index, endpoint, try: attempt, todo });
            return;
          }
          this.done++;
          if (call?.state === 'failed') this.failed++;
        });
      }
    }
    // The next one is taken from the end.
    for (const queue of this.queues) queue.reverse();
  }

  /** The next call, of the endpoints in turns. @param mayAsk says whether an endpoint can be asked now */
  next(mayAsk: (endpoint: number) => boolean): Slot | undefined {
    const count = this.queues.length;
    for (let i = 1; i <= count; i++) {
      const endpoint = (this.last + i) % count;
      const queue = this.queues[endpoint]!;
      if (queue.length === 0 || !mayAsk(endpoint)) continue;
      this.last = endpoint;
      return queue.pop();
    }
    return undefined;
  }

  get isAnyLeft(): boolean {
    return this.queues.some((queue) => queue.length > 0);
  }

  /** Endpoints for which there is something to do. */
  get waitingEndpoints(): readonly number[] {
    return this.queues.flatMap((queue, endpoint) => (queue.length > 0 ? [endpoint] : []));
  }

  finish(slot: Slot, outcome: SlotOutcome): void {
    this.done++;
    if (outcome !== 'done') this.failed++;
    if (outcome === 'unreached') this.unreached.push(slot);
  }

  /** It was taken, and could not be made. */
  again(slot: Slot): void {
    this.queues[slot.endpoint]!.push(slot);
  }

  /** It was taken, and there is nothing to ask. */
  skip(): void {
    this.total--;
  }

  /** Calls that failed before a model saw them are made once more. */
  askUnreachedAgain(): void {
    const { unreached } = this;
    this.unreached = [];
    for (const slot of unreached.toReversed()) this.again(slot);
    this.done -= unreached.length;
    this.failed -= unreached.length;
  }
}
