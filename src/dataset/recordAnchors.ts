import { alignRecords } from './alignRecords';
import { valueText, type Piece } from './piece';
import type { PieceSequence } from './sequence';
import { textHash } from './textHash';

/** Texts of a record that are remembered: undoing edits gives them back. */
const MAX_REMEMBERED = 32;

interface Anchor {
  /** Index of the record's piece; of a lost record: of the place where it stood. */
  index: number;
  isLost: boolean;
  /** The present update has replaced its piece. */
  isTouched: boolean;
  /** What the record said after the updates so far, the last first. */
  readonly keys: string[];
}

/**
 * Places that stay on their records while a text is edited. A record is known by its text: it is found again where it was moved to, or where it comes back. One
 * whose text is changed is the one that stands between the same neighbours then; if these are more or fewer than before, the one most like it.
 */
export class RecordAnchors {
  private readonly anchors = new Map<number, Anchor>();
  /** What the present update has put into the file and was not there before. */
  private readonly fresh = new Set<Piece>();

  /** Follows the record in a piece. @param id the caller's name for it */
  follow(id: number, index: number, piece: Piece): void {
    this.anchors.set(id, { index, isLost: false, isTouched: false, keys: [keyOf(piece)] });
  }

  release(id: number): void {
    this.anchors.delete(id);
  }

  get ids(): readonly number[] {
    return [...this.anchors.keys()];
  }

  /** Nothing is followed. */
  get isIdle(): boolean {
    return this.anchors.size === 0;
  }

  /** Index of the piece of a record; undefined for one that is not there, or is not followed. */
  indexOf(id: number): number | undefined {
    const anchor = this.anchors.get(id);
    return anchor && !anchor.isLost ? anchor.index : undefined;
  }

  /** Takes in one of the changes of an update: the pieces `removed` at an index gave way to others. */
  note(index: number, removed: readonly Piece[], inserted: readonly Piece[]): void {
    if (this.isIdle) return;
    const alignment = alignRecords(removed, inserted);
    for (const piece of removed) this.fresh.delete(piece);
    for (const piece of alignment.fresh) this.fresh.add(piece);
    for (const anchor of this.anchors.values()) {
      const at = anchor.index - index;
      if (at >= removed.length) anchor.index += inserted.length - removed.length;
      else if (at >= 0) {
        const found = anchor.isLost ? undefined : alignment.find(at);
        anchor.isTouched = true;
        anchor.isLost = found === undefined;
        anchor.index = index + (found ?? Math.min(at, inserted.length));
      }
    }
  }

  /** Ends an update: what its changes took away may be what they put elsewhere, or an earlier one took away. */
  settle<A>(pieces: PieceSequence<A> | undefined): void {
    for (const anchor of this.anchors.values()) {
      if (pieces && (anchor.isLost || anchor.isTouched)) this.settleOne(anchor, pieces);
      anchor.isTouched = false;
    }
    this.fresh.clear();
  }

  private settleOne<A>(anchor: Anchor, pieces: PieceSequence<A>): void {
    const present = anchor.isLost ? undefined : keyOf(pieces.get(anchor.index)!);
    for (const key of anchor.keys) {
      if (key === present) break;
      const index = this.nearestFresh(key, anchor.index, pieces);
      if (index === undefined) continue;
      anchor.index = index;
      anchor.isLost = false;
      break;
    }
    if (!anchor.isLost) remember(anchor.keys, keyOf(pieces.get(anchor.index)!));
  }

  private nearestFresh<A>(key: string, to: number, pieces: PieceSequence<A>): number | undefined {
    const length = lengthOf(key);
    const alike = new Set<Piece>();
    for (const piece of this.fresh) {
      if (piece.valueEnd - piece.valueStart === length && keyOf(piece) === key) alike.add(piece);
    }
    if (alike.size === 0) return undefined;
    let nearest: number | undefined;
    for (const { index } of pieces.placed(0, undefined, (piece) => alike.has(piece))) {
      if (nearest === undefined || Math.abs(index - to) < Math.abs(nearest - to)) nearest = index;
    }
    return nearest;
  }
}

/** Stands for a record's text. */
function keyOf(piece: Piece): string {
  return `${piece.valueEnd - piece.valueStart}:${textHash(valueText(piece))}`;
}

function lengthOf(key: string): number {
  return parseInt(key, 10);
}

function remember(keys: string[], key: string): void {
  const known = keys.indexOf(key);
  if (known === 0) return;
  if (known > 0) keys.splice(known, 1);
  keys.unshift(key);
  keys.length = Math.min(keys.length, MAX_REMEMBERED);
}
