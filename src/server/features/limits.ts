import type { Piece } from '../../dataset/piece';
import { MAX_TREE_DEPTH } from '../../dataset/tree';

/** UTF-16 units of a record beyond which nothing is offered at the cursor, so that typing stays fluent. */
const MAX_LENGTH = 2_000_000;

/** A record that is too long, or nested too deeply, to build its tree at a keystroke. */
export function isTooLarge(piece: Piece): boolean {
  if (piece.text.length > MAX_LENGTH || (piece.shape?.depth ?? 0) > MAX_TREE_DEPTH) return true;
  // A broken record has no known depth: brackets are counted instead.
  return piece.shape === undefined && (piece.text.match(/[[{]/g)?.length ?? 0) > MAX_BRACKETS;
}

const MAX_BRACKETS = 2000;
