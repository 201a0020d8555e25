import type { OpenDataset } from '../openDocument';

/** Pieces before and behind a record that are looked at, and UTF-16 units of them in all. */
const MANY = 100;
const MOST = 1_000_000;

/** The texts around a record, which show how its file is written. */
export function* nearbyTexts({ checked }: OpenDataset, index: number): Generator<string> {
  let length = 0;
  for (const { piece, index: at } of checked.text.pieces.placed(Math.max(0, index - MANY))) {
    length += piece.text.length;
    if (at > index + MANY || length > MOST) return;
    yield piece.text;
  }
}
