const MINUTE = 60_000;
/** What is over is thrown away when it has become so much. */
const MOST_PASSED = 1000;

/** What was used up within the last minute, such as calls or tokens. Times are milliseconds of a clock that never goes back. */
export class LastMinute {
  private used: { readonly at: number; readonly amount: number }[] = [];
  /** How many of them are over. */
  private passed = 0;
  private sum = 0;

  add(at: number, amount: number): void {
    this.used.push({ at, amount });
    this.sum += amount;
  }

  /** Milliseconds until less than a limit was used within a minute; infinite if that can't be while the minute passes. */
  delay(limit: number, now: number): number {
    this.forget(now - MINUTE);
    let { sum } = this;
    if (sum < limit) return 0;
    for (let i = this.passed; i < this.used.length; i++) {
      const { at, amount } = this.used[i]!;
      sum -= amount;
      if (sum < limit) return at + MINUTE - now;
    }
    return Infinity;
  }

  private forget(until: number): void {
    for (; this.passed < this.used.length && this.used[this.passed]!.at <= until; this.passed++) {
      this.sum -= this.used[this.passed]!.amount;
    }
    if (this.passed < MOST_PASSED) return;
    this.used = this.used.slice(this.passed);
    this.passed = 0;
  }
}
