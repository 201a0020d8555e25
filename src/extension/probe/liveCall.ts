import type { Answer, AnswerDelta } from '../../probe/answer';
import { grownAnswer } from '../../probe/grownAnswer';
import { joined, type KeptCall } from './keptCall';

/** Milliseconds for which what comes in is gathered before it is shown and written down. */
const PAUSE = 50;

/** What a call that goes on tells. */
export interface LiveCallEvents {
  /** More has come; of what is told in a row, all together is the answer. */
  readonly onDelta: (delta: AnswerDelta, elapsed: number) => void;
}

/** A call that goes on. */
export class LiveCall {
  readonly controller = new AbortController();
  private received: KeptCall;
  private gathered: AnswerDelta | undefined;
  private timer: NodeJS.Timeout | undefined;
  private hasReceived = false;
  private hasEnded = false;
  private readonly begun: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    call: KeptCall,
    private readonly now: () => number,
    private readonly events: LiveCallEvents,
  ) {
    this.received = call;
    this.begun = now();
  }

  /** With what has come so far, as it was told. */
  get call(): KeptCall {
    return this.received;
  }

  get progress(): 'waiting' | 'receiving' {
    return this.hasReceived ? 'receiving' : 'waiting';
  }

  /** Milliseconds since it began. */
  get elapsed(): number {
    return Math.round(this.now() - this.begun);
  }

  add(delta: AnswerDelta): void {
    if (this.hasEnded) return;
    this.hasReceived = true;
    this.gathered = joined(this.gathered, delta);
    this.timer ??= setTimeout(() => this.tell(), PAUSE);
  }

  /** @returns the call with its whole answer; nothing is told any more */
  end(answer: Answer): KeptCall {
    clearTimeout(this.timer);
    this.hasEnded = true;
    this.received = { ...this.received, answer };
    return this.received;
  }

  private tell(): void {
    this.timer = undefined;
    const delta = this.gathered;
    this.gathered = undefined;
    if (!delta) return;
    const elapsed = this.elapsed;
    const { answer } = this.received;
    const first = answer.firstTokenMs ?? elapsed;
    this.received = {
      ...this.received,
      answer: { ...grownAnswer(answer, delta), firstTokenMs: first, totalMs: elapsed },
    };
    this.events.onDelta(delta, elapsed);
  }
}
