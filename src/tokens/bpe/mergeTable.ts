import type { BpeModel } from './bpeModel';

/** The rank of a pair that doesn't merge; greater than every rank. */
export const NO_MERGE = 0x7fffffff;

/**
 * Ranks of pairs of tokens: a hash table with open addressing in flat arrays, at most half full. Of equal pairs the last one counts, as in
 * the Rust crate, which collects them in a map.
 */
export class MergeTable {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #rank: Int32Array;
  readonly #mask: number;
  readonly result: Int32Array;

  constructor({ left, right, result }: BpeModel) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, left.length * 2)));
    this.#mask = size - 1;
    this.#left = new Int32Array(size).fill(-1);
    this.#right = new Int32Array(size);
    this.#rank = new Int32Array(size);
    this.result = result;
    for (let rank = 0; rank < left.length; rank++) {
      const slot = this.#slot(left[rank]!, right[rank]!);
      this.#left[slot] = left[rank]!;
      this.#right[slot] = right[rank]!;
      this.#rank[slot] = rank;
    }
  }

  /** The rank of a pair, {@link NO_MERGE} if it has none. */
  rank(left: number, right: number): number {
    const slot = this.#slot(left, right);
    return this.#left[slot] === -1 ? NO_MERGE : this.#rank[slot]!;
  }

  /** Where the pair is, or where it would be. */
  #slot(left: number, right: number): number {
    const mask = this.#mask;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (this.#left[slot] !== -1 && (this.#left[slot] !== left || this.#right[slot] !== right))
      slot = (slot + 1) & mask;
    return slot;
  }
}
