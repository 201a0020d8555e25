/** Messages that are told apart; further ones are as good as these. */
const MOST = 20;

/** How often which error came. */
export class FaultCounts {
  private readonly counts = new Map<string, number>();

  add(message: string): void {
    if (this.counts.size >= MOST && !this.counts.has(message)) return;
    this.counts.set(message, (this.counts.get(message) ?? 0) + 1);
  }

  /** The most frequent first. */
  get list(): readonly { readonly message: string; readonly count: number }[] {
    return [...this.counts].map(([message, count]) => ({ message, count })).toSorted((a, b) => b.count - a.count);
  }
}
