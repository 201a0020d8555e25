import { valueText, type Piece } from '../../dataset/piece';
import { sha256 } from '../../host/sha256';

const known = new WeakMap<Piece, string>();

/** SHA-256 (hex) of a record's text. */
export function digestOf(piece: Piece): string {
  let digest = known.get(piece);
  if (digest === undefined) known.set(piece, (digest = sha256(valueText(piece))));
  return digest;
}
