import { valueText, type Piece } from './piece';

/** Share of a record's text that must be that of another one for them to be versions of the same. */
const LIKE = 0.5;

/** Which of the pieces that an edit put in place of others are versions of these. */
export interface Alignment {
  /** Records that were not among the old pieces at the same place. */
  readonly fresh: readonly Piece[];
  /** Index of the piece that stands for an old record now; undefined if there is none. @param at index of the old one's piece */
  find(at: number): number | undefined;
}

interface Entry {
  /** Index of the piece. */
  readonly at: number;
  readonly piece: Piece;
}

/** Aligns the pieces before and after an edit: equal ones at both ends stand for each other, and what lies between goes by its neighbours. */
export function alignRecords(before: readonly Piece[], after: readonly Piece[]): Alignment {
  const [old, now] = [recordsOf(before), recordsOf(after)];
  const isSame = (i: number, j: number): boolean =>
    old[i]!.piece === now[j]!.piece || textAt(old, i) === textAt(now, j);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && isSame(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(old.length - 1 - tail, now.length - 1 - tail)) tail++;
  const middle = new Middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return {
    fresh: middle.now.map(({ piece }) => piece),
    find(at) {
      const i = indexAt(old, at);
      if (i === undefined) return undefined;
      if (i < head) return now[i]!.at;
      return i >= old.length - tail ? now[i + now.length - old.length]!.at : middle.find(i - head)?.at;
    },
  };
}

/** Records before an edit and those in their place: from one index up to another. */
interface Gap {
  readonly old: readonly [from: number, to: number];
  readonly now: readonly [from: number, to: number];
}

/** What differs before and after an edit. */
class Middle {
  private known: ReadonlyMap<string, number | null> | undefined;

  constructor(
    private readonly old: readonly Entry[],
    readonly now: readonly Entry[],
  ) {}

  find(i: number): Entry | undefined {
    const own = this.places.get(textAt(this.old, i));
    if (own !== undefined && own !== null) return this.now[own];
    const gap = this.gapAround(i);
    const all: Gap = { old: [0, this.old.length], now: [0, this.now.length] };
    return this.mostLike(i, gap) ?? this.mostLike(i, all) ?? this.inPlace(i, gap);
  }

  /** Of as many records as before the one at the same place, unless that is a version of another one. */
  private inPlace(i: number, { old, now }: Gap): Entry | undefined {
    const at = now[0] + i - old[0];
    const isAsMany = old[1] - old[0] === now[1] - now[0];
    return isAsMany && !this.isMoreLikeOther(i, at, LIKE, old) ? this.now[at] : undefined;
  }

  private mostLike(i: number, { old, now }: Gap): Entry | undefined {
    let best: number | undefined;
    let most = 0;
    for (let at = now[0]; at < now[1]; at++) {
      const likeness = this.likeness(i, at);
      if (likeness >= LIKE && likeness > most) [best, most] = [at, likeness];
    }
    return best === undefined || this.isMoreLikeOther(i, best, most, old) ? undefined : this.now[best];
  }

  private isMoreLikeOther(i: number, at: number, likeness: number, old: Gap['old']): boolean {
    for (let other = old[0]; other < old[1]; other++) {
      if (other !== i && this.likeness(other, at) > likeness) return true;
    }
    return false;
  }

  private likeness(i: number, at: number): number {
    return likenessOf(textAt(this.old, i), textAt(this.now, at));
  }

  /** What stands between the nearest records on both sides that are there before and after; all, if these have changed places. */
  private gapAround(i: number): Gap {
    const [before, from] = this.neighbour(i, -1) ?? [-1, -1];
    const [behind, to] = this.neighbour(i, 1) ?? [this.old.length, this.now.length];
    if (from >= to) return { old: [0, this.old.length], now: [0, this.now.length] };
    return { old: [before + 1, behind], now: [from + 1, to] };
  }

  /** The nearest record on one side that is there before and after: its places in both. */
  private neighbour(i: number, step: -1 | 1): readonly [old: number, now: number] | undefined {
    for (let at = i + step; at >= 0 && at < this.old.length; at += step) {
      const place = this.places.get(textAt(this.old, at));
      if (place !== undefined && place !== null) return [at, place];
    }
    return undefined;
  }

  /** Where each text stands now; null for one that stands in several places. */
  private get places(): ReadonlyMap<string, number | null> {
    if (!this.known) {
      const places = new Map<string, number | null>();
      for (const i of this.now.keys()) {
        const text = textAt(this.now, i);
        places.set(text, places.has(text) ? null : i);
      }
      this.known = places;
    }
    return this.known;
  }
}

/** The share of the shorter text with which both begin or end. */
function likenessOf(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return shorter === 0 ? 0 : (head + tail) / shorter;
}

function recordsOf(pieces: readonly Piece[]): Entry[] {
  return pieces.map((piece, at) => ({ at, piece })).filter(({ piece }) => piece.kind === 'record');
}

/** Index among the records of the one whose piece has that index. */
function indexAt(records: readonly Entry[], at: number): number | undefined {
  const index = records.findIndex((entry) => entry.at === at);
  return index < 0 ? undefined : index;
}

function textAt(entries: readonly Entry[], i: number): string {
  return valueText(entries[i]!.piece);
}
