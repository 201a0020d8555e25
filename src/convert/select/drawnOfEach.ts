import { Random } from './random';

/**
 * Draws so many of each group, by a draw that a seed settles.
 *
 * @param groups the group of each thing
 * @returns places in `groups`, in their order
 */
export function drawnOfEach(groups: readonly string[], count: number, seed: bigint): readonly number[] {
  const places = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    const own = places.get(group);
    if (own) own.push(i);
    else places.set(group, [i]);
  }
  const random = new Random(seed);
  const drawn = [...places.values()].flatMap((own) => [...random.shuffle(Uint32Array.from(own))].slice(0, count));
  return drawn.sort((a, b) => a - b);
}
