import type { DatasetText } from '../dataset/datasetText';
import { positionIn } from '../dataset/datasetText';
import { ontoOneLine } from '../dataset/layout';
import { valueText } from '../dataset/piece';
import type { PlacedPiece } from '../dataset/sequence';
import type { RangeEdit } from './checkedDataset';

/**
 * The edits that turn an array into JSONL: brackets, commas and the line breaks inside records go; the records' own characters stay.
 *
 * @returns undefined if a record is broken, because it could not be told from its neighbours any more
 */
export function toJsonl<A>(dataset: DatasetText<A>): RangeEdit[] | undefined {
  const edits: RangeEdit[] = [];
  for (const placed of dataset.pieces.placed()) {
    const { piece } = placed;
    const replace = replacer(placed, edits);
    if (piece.kind !== 'record') {
      if (piece.kind === 'junk') return undefined;
      replace(0, piece.text.length, '');
      continue;
    }
    if (!piece.shape) return undefined;
    replace(0, piece.valueStart, '');
    for (const { start, end, text } of ontoOneLine(valueText(piece))) {
      replace(piece.valueStart + start, piece.valueStart + end, text);
    }
    replace(piece.valueEnd, piece.text.length, '\n');
  }
  return edits;
}

/** The edits that turn JSONL into an array: brackets around the records and commas between them. */
export function toArray<A>(dataset: DatasetText<A>): RangeEdit[] | undefined {
  const edits: RangeEdit[] = [];
  let last: ((start: number, end: number, text: string) => void) | undefined;
  let lastEnd = 0;
  for (const placed of dataset.pieces.placed()) {
    const { piece } = placed;
    if (piece.kind !== 'record') continue;
    if (!piece.shape) return undefined;
    const replace = replacer(placed, edits);
    if (last && !placed.piece.comma) last(lastEnd, lastEnd, ',');
    else if (!last) replace(0, 0, '[\n');
    last = replace;
    lastEnd = piece.valueEnd;
  }
  last?.(lastEnd, lastEnd, '\n]');
  return last ? edits : undefined;
}

function replacer(placed: PlacedPiece<unknown>, edits: RangeEdit[]) {
  return (start: number, end: number, text: string): void => {
    if (placed.piece.text.slice(start, end) === text) return;
    edits.push({ range: { start: positionIn(placed, start), end: positionIn(placed, end) }, text });
  };
}
