/** A token with the natural logarithm of its probability. */
export interface LikelyToken {
  readonly id: number;
  readonly logprob: number;
}

/**
 * The probabilities of the next token, over the whole vocabulary. Tokens that training never saw share what is left in equal parts.
 */
export class NextToken {
  /**
   * @param seen ids of the tokens that training saw
   * @param slots the place of each of them in `seen`
   * @param probabilities of the tokens of `seen`
   * @param unseen probability of each other token
   */
  constructor(
    readonly seen: readonly number[],
    private readonly slots: ReadonlyMap<number, number>,
    readonly probabilities: Float64Array,
    readonly unseen: number,
  ) {}

  isSeen(id: number): boolean {
    return this.slots.has(id);
  }

  probabilityOf(id: number): number {
    const slot = this.slots.get(id);
    return slot === undefined ? this.unseen : this.probabilities[slot]!;
  }

  logprobOf(id: number): number {
    return Math.log(this.probabilityOf(id));
  }

  /** 1: no token is likelier. */
  rankOf(id: number): number {
    const own = this.probabilityOf(id);
    let rank = 1;
    for (const probability of this.probabilities) if (probability > own) rank += 1;
    return rank;
  }

  /** The likeliest seen tokens, the likeliest first. */
  top(count: number): LikelyToken[] {
    const best: number[] = [];
    const at = (place: number): number => this.probabilities[best[place]!]!;
    for (const [slot, probability] of this.probabilities.entries()) {
      if (best.length === count && (count === 0 || probability <= at(count - 1))) continue;
      let place = best.length;
      while (place > 0 && at(place - 1) < probability) place -= 1;
      best.splice(place, 0, slot);
      if (best.length > count) best.pop();
    }
    return best.map((slot) => ({ id: this.seen[slot]!, logprob: Math.log(this.probabilities[slot]!) }));
  }
}
