import type { Random } from './random';

/** What is chosen from: records, some of which belong together. */
export interface Population {
  readonly records: number;
  /** For each record the number of its stratum, if there are strata. */
  readonly strata?: Uint32Array | undefined;
  /** For each record the first record of those that it must stay together with, itself if it is alone. */
  readonly clusters?: Uint32Array | undefined;
}

/**
 * Chooses records at random. Each stratum gives its share of them, as exactly as whole records allow; records that belong together are chosen together, with
 * the stratum of the first, so that there may be a few less than wanted.
 *
 * @param count how many are wanted
 * @returns 1 for each record that is chosen, else 0
 */
export function choose(population: Population, count: number, random: Random): Uint8Array {
  const { records, strata } = population;
  const chosen = new Uint8Array(records);
  const members = membersOf(population);
  const groups = groupsOf(population);
  const sizes = groups.map((group) => group.reduce((sum, unit) => sum + (members?.get(unit)?.length ?? 1), 0));
  const wanted = strata ? allotted(count, sizes) : [count];
  groups.forEach((group, i) => {
    let left = wanted[i]!;
    for (const unit of random.shuffle(group)) {
      if (left === 0) break;
      const together = members?.get(unit) ?? [unit];
      if (together.length > left) continue;
      for (const record of together) chosen[record] = 1;
      left -= together.length;
    }
  });
  return chosen;
}

/** Divides a number among groups by their sizes; what whole numbers leave over goes to the largest remainders (Hamilton's method). */
export function allotted(count: number, sizes: readonly number[]): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (count * size) / total);
  const whole = exact.map(Math.floor);
  const left = count - whole.reduce((sum, each) => sum + each, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - whole[i]! }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) whole[i]!++;
  return whole;
}

/** The records of each cluster of more than one, by its first. */
function membersOf({ clusters }: Population): ReadonlyMap<number, readonly number[]> | undefined {
  if (!clusters) return undefined;
  const members = new Map<number, number[]>();
  clusters.forEach((first, record) => {
    if (first !== record) (members.get(first) ?? members.set(first, [first]).get(first)!).push(record);
  });
  return members;
}

/** The records that speak for themselves or their cluster, by stratum. */
function groupsOf({ records, strata, clusters }: Population): Uint32Array[] {
  const groups: number[][] = [];
  for (let record = 0; record < records; record++) {
    if (clusters && clusters[record] !== record) continue;
    (groups[strata?.[record] ?? 0] ??= []).push(record);
  }
  return Array.from(groups, (group) => Uint32Array.from(group ?? []));
}
