import { NO_MERGE, type MergeTable } from './mergeTable';

/** Up to this many tokens, searching all pairs for the lowest rank is faster than keeping them in a heap. */
const SHORT = 48;

/**
 * Merges tokens in place as BPE does: again and again the pair of lowest rank, of equal ones the leftmost.
 *
 * @param ids one token a byte in `ids[0..count)`
 * @returns how many tokens are left at the start of `ids`
 */
export function mergeTokens(table: MergeTable, ids: Int32Array, count: number): number {
  return count <= SHORT ? mergeShort(table, ids, count) : mergeLong(table, ids, count);
}

const ranks = new Int32Array(SHORT);

function mergeShort(table: MergeTable, ids: Int32Array, count: number): number {
  for (let i = 0; i + 1 < count; i++) ranks[i] = table.rank(ids[i]!, ids[i + 1]!);
  while (count > 1) {
    let best = 0;
    for (let i = 1; i + 1 < count; i++) if (ranks[i]! < ranks[best]!) best = i;
    const rank = ranks[best]!;
    if (rank === NO_MERGE) break;
    ids[best] = table.result[rank]!;
    count -= 1;
    ids.copyWithin(best + 1, best + 2, count + 1);
    ranks.copyWithin(best + 1, best + 2, count);
    if (best > 0) ranks[best - 1] = table.rank(ids[best - 1]!, ids[best]!);
    if (best + 1 < count) ranks[best] = table.rank(ids[best]!, ids[best + 1]!);
  }
  return count;
}

/** As {@link mergeShort}, with a linked list of tokens and a heap of pairs: n·log n instead of n². */
function mergeLong(table: MergeTable, ids: Int32Array, count: number): number {
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
  }
  const heap = new PairHeap(count);
  const offer = (at: number): void => {
    if (at < 0 || next[at]! >= count) return;
    const rank = table.rank(ids[at]!, ids[next[at]!]!);
    if (rank !== NO_MERGE) heap.push(rank, at);
  };
  for (let i = 0; i + 1 < count; i++) offer(i);
  while (heap.pop()) {
    const { rank, at } = heap;
    const after = next[at]!;
    // A pair that was offered earlier may have changed since.
    if (ids[at] === -1 || after >= count || table.rank(ids[at]!, ids[after]!) !== rank) continue;
    ids[at] = table.result[rank]!;
    ids[after] = -1;
    next[at] = next[after]!;
    if (next[at] < count) previous[next[at]] = at;
    offer(previous[at]!);
    offer(at);
  }
  let left = 0;
  for (let at = 0; at < count; at = next[at]!) ids[left++] = ids[at]!;
  return left;
}

/** A binary heap of pairs, by rank, then by place. */
class PairHeap {
  rank = 0;
  at = 0;
  #ranks: Int32Array;
  #places: Int32Array;
  #size = 0;

  /** @param tokens each merge takes a pair out and puts at most two in, so there are never twice as many pairs as tokens */
  constructor(tokens: number) {
    this.#ranks = new Int32Array(tokens * 2);
    this.#places = new Int32Array(tokens * 2);
  }

  push(rank: number, at: number): void {
    let i = this.#size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(rank, at, parent)) break;
      this.#move(parent, i);
      i = parent;
    }
    this.#ranks[i] = rank;
    this.#places[i] = at;
  }

  /** Takes the first pair out and leaves it in `rank` and `at`; false if there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    this.rank = this.#ranks[0]!;
    this.at = this.#places[0]!;
    const size = --this.#size;
    const rank = this.#ranks[size]!;
    const at = this.#places[size]!;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.#isBefore(this.#ranks[child + 1]!, this.#places[child + 1]!, child)) child += 1;
      if (this.#isBefore(rank, at, child)) break;
      this.#move(child, i);
      i = child;
    }
    this.#ranks[i] = rank;
    this.#places[i] = at;
    return true;
  }

  #isBefore(rank: number, at: number, other: number): boolean {
    return rank < this.#ranks[other]! || (rank === this.#ranks[other]! && at < this.#places[other]!);
  }

  #move(from: number, to: number): void {
    this.#ranks[to] = this.#ranks[from]!;
    this.#places[to] = this.#places[from]!;
  }
}
