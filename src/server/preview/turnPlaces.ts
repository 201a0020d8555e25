import type { Turn } from '../../dataset/sample';

/** By the pointers of turns, and of the texts that they were read from: the index of the turn, of several the first one. */
export function turnPlaces(turns: readonly Turn[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  turns.forEach(({ pointer, pointers }, i) => {
    for (const place of [pointer, ...pointers]) if (!places.has(place)) places.set(place, i);
  });
  return places;
}
