import { valueText, type Piece } from '../../dataset/piece';
import { sha256 } from '../../host/sha256';
import { recordKey } from '../../review/recordKey';

const known = new WeakMap<Piece, string>();

/** What the record of a piece is known by in reviews. Found out once: an edited record is another piece. */
export function keyOf(piece: Piece): string {
  let key = known.get(piece);
  if (key === undefined) known.set(piece, (key = recordKey(valueText(piece), sha256)));
  return key;
}

/** The records of a dataset's text. */
export function recordPieces<P extends Piece>(placed: Iterable<{ readonly piece: P }>): P[] {
  const pieces: P[] = [];
  for (const { piece } of placed) if (piece.kind === 'record') pieces.push(piece);
  return pieces;
}
