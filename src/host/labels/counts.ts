/** How often keys are there. */
export class Counts {
  private readonly counts = new Map<string, number>();
  private total = 0;

  get sum(): number {
    return this.total;
  }

  has(key: string): boolean {
    return this.counts.has(key);
  }

  add(key: string, count = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
    this.total += count;
  }

  /** Takes one away; false if there is none. */
  take(key: string): boolean {
    const count = this.counts.get(key) ?? 0;
    if (count === 0) return false;
    if (count === 1) this.counts.delete(key);
    else this.counts.set(key, count - 1);
    this.total--;
    return true;
  }

  /** These counts without others, which are no more than these. */
  without(others: Counts): Counts {
    const rest = new Counts();
    for (const [key, count] of this.counts) {
      const left = count - (others.counts.get(key) ?? 0);
      if (left > 0) rest.add(key, left);
    }
    return rest;
  }
}
