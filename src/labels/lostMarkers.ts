import type { Identity } from './markedRecords';

/** A record with where it stands. */
export interface Sighting<Place> {
  readonly identity: Identity;
  readonly place: Place;
}

/** What became of a marked record. */
export interface Loss<Place> {
  /** The record as it was. */
  readonly was: Sighting<Place>;
  /** What it is now; undefined if it is gone. */
  readonly now: Sighting<Place> | undefined;
}

/** What two versions of a record share, the surest first; undefined where there is nothing that could be shared. */
const WAYS: readonly ((identity: Identity) => string | undefined)[] = [
  ({ id, prompt }) => id && JSON.stringify([id, prompt]),
  ({ prompt }) => prompt,
  ({ id }) => id,
  // Its clean twin has the same answer, and perhaps other variants: what isn't marked is none of the two.
  ({ kinds, variantOf }) => (kinds.length > 0 ? variantOf : undefined),
  ({ kinds, answer }) => (kinds.length > 0 ? answer : undefined),
];

/**
 * Finds out what became of marked records that are not there as they were: offered the records of the new version, it pairs them by id, prompt, clean twin
 * or answer. It keeps no more of the new version than it lost of the old one.
 */
export class LostMarkers<Place> {
  /** For each way: key → how many of the lost records have it, and how many were offered that have it. */
  private readonly wanted: readonly Map<string, { lost: number; offered: number }>[];
  private readonly candidates: Sighting<Place>[] = [];

  constructor(private readonly lost: readonly Sighting<Place>[]) {
    this.wanted = WAYS.map((keyOf) => {
      const counts = new Map<string, { lost: number; offered: number }>();
      for (const { identity } of lost) {
        const key = keyOf(identity);
        if (key === undefined) continue;
        const count = counts.get(key);
        if (count) count.lost++;
        else counts.set(key, { lost: 1, offered: 0 });
      }
      return counts;
    });
  }

  /** Shows a record of the new version. */
  offer(sighting: Sighting<Place>): void {
    let isWanted = false;
    for (const [i, keyOf] of WAYS.entries()) {
      const key = keyOf(sighting.identity);
      const count = key === undefined ? undefined : this.wanted[i]!.get(key);
      if (!count || count.offered === count.lost) continue;
      count.offered++;
      isWanted = true;
    }
    if (isWanted) this.candidates.push(sighting);
  }

  /** What became of them, in their order. */
  get losses(): readonly Loss<Place>[] {
    const found = new Map<Sighting<Place>, Sighting<Place>>();
    const taken = new Set<Sighting<Place>>();
    for (const keyOf of WAYS) {
      const free = new Map<string | undefined, Sighting<Place>[]>();
      for (const candidate of this.candidates) {
        if (taken.has(candidate)) continue;
        const key = keyOf(candidate.identity);
        free.set(key, [...(free.get(key) ?? []), candidate]);
      }
      for (const was of this.lost) {
        const key = keyOf(was.identity);
        const now = key === undefined || found.has(was) ? undefined : free.get(key)?.shift();
        if (!now) continue;
        found.set(was, now);
        taken.add(now);
      }
    }
    return this.lost.map((was) => ({ was, now: found.get(was) }));
  }
}
