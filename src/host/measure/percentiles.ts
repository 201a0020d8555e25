/** Of how many tokens the records of a file are. Null if there is no record. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** How many records have a number of tokens, by that number. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * Percentiles by nearest rank: the p-th is the smallest number of tokens that at least p % of the records don't exceed. It is always the
 * number of some record.
 */
export function percentilesOf(histogram: Histogram): Percentiles {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const atRank = (percent: number): number | null => {
    const rank = Math.ceil((percent * total) / 100);
    let reached = 0;
    for (const [tokens, count] of sorted) {
      reached += count;
      if (reached >= rank) return tokens;
    }
    return null;
  };
  return { p50: atRank(50), p90: atRank(90), p99: atRank(99), max: atRank(100) };
}
