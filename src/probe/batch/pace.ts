import type { Usage } from '../answer';
import type { RunPlan } from './plan';
import { LastMinute } from './lastMinute';
import type { RunClock } from './runParts';

/** Milliseconds of the first wait for an endpoint that does not say how long, and of the longest; each is twice the one before. */
const FIRST_WAIT = 1000;
const MOST_WAIT = 60_000;
/** UTF-16 units of a token where a server tells no numbers: English has some four; Chinese one or two. */
const UNITS_OF_TOKEN = 3;

/** When the next call may be made: limits by the minute, the budget of tokens, and endpoints that want to be left alone for a while. */
export class Pace {
  private readonly requests = new LastMinute();
  private readonly tokensOfCalls = new LastMinute();
  /** Since the run was started or went on. */
  tokens = 0;
  private answers = 0;
  private since = 0;
  /** By endpoint: until when it is left alone, and how many times in a row it asked for that. */
  private readonly blocks: { until: number; times: number; from: number }[];

  constructor(
    private readonly plan: RunPlan,
    private readonly clock: Pick<RunClock, 'now'>,
  ) {
    this.blocks = plan.endpoints.map(() => ({ until: 0, times: 0, from: 0 }));
  }

  /** The run goes on, with a budget of its own. */
  go(): void {
    this.tokens = 0;
    this.answers = 0;
    this.since = this.clock.now();
  }

  /** A call is made. */
  begin(): void {
    if (this.plan.limits.requestsPerMinute !== null) this.requests.add(this.clock.now(), 1);
  }

  /** A call was answered. @param length of its prompt and answer in UTF-16 units, for servers that don't tell tokens */
  used(usage: Usage | null, length: number): void {
    const tokens = usage ? usage.prompt + usage.completion : Math.ceil(length / UNITS_OF_TOKEN);
    this.tokens += tokens;
    this.answers++;
    if (this.plan.limits.tokensPerMinute !== null) this.tokensOfCalls.add(this.clock.now(), tokens);
  }

  /** Milliseconds until the next call may be made; infinite: when one of those in flight has come to its end; or the budget is used up. */
  delay(inFlight: number): number | 'used up' {
    const { requestsPerMinute, tokensPerMinute, tokens: budget } = this.plan.limits;
    const expected = this.answers === 0 ? 0 : (this.tokens / this.answers) * inFlight;
    if (budget !== null && this.tokens >= budget) return 'used up';
    if (budget !== null && inFlight > 0 && this.tokens + expected >= budget) return Infinity;
    const now = this.clock.now();
    return Math.max(
      requestsPerMinute === null ? 0 : this.requests.delay(requestsPerMinute, now),
      tokensPerMinute === null ? 0 : this.tokensOfCalls.delay(tokensPerMinute - expected, now),
    );
  }

  /**
   * An endpoint is left alone for a while.
   *
   * @param wait milliseconds that it asks for; who says so again and again is left alone for longer all the same
   * @param sentAt when the call was sent: those in flight together are refused together, which counts once
   * @returns how many times in a row
   */
  block(endpoint: number, wait: number | undefined, sentAt: number): number {
    const block = this.blocks[endpoint]!;
    const now = this.clock.now();
    if (block.times === 0 || sentAt >= block.from) {
      block.times++;
      block.from = now;
    }
    const own = Math.min(MOST_WAIT, FIRST_WAIT * 2 ** (block.times - 1));
    const least = wait !== undefined && block.times === 1 ? 0 : own;
    block.until = Math.max(block.until, now + Math.max(wait ?? 0, least));
    return block.times;
  }

  /** It answers again. */
  unblock(endpoint: number): void {
    this.blocks[endpoint]!.times = 0;
  }

  /** Whoever lets a run go on has seen that it waits. */
  forgive(): void {
    for (const block of this.blocks) Object.assign(block, { until: 0, times: 0 });
  }

  /** Milliseconds for which it is left alone still; 0: it can be asked. */
  blockedFor(endpoint: number): number {
    return Math.max(0, this.blocks[endpoint]!.until - this.clock.now());
  }

  /** Milliseconds that so many calls will take, by how long those took that were made since it went on; null: none was. */
  remaining(calls: number): number | null {
    return this.answers === 0 ? null : ((this.clock.now() - this.since) / this.answers) * calls;
  }
}
