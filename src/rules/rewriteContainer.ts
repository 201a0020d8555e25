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

/**
 * The edits that turn JSONL into an array: brackets around the records and commas between them; commas that are there already stay or go.
 *
 * @returns undefined if a record is broken
 */
export function toArray<A>(dataset: DatasetText<A>): RangeEdit[] | undefined {
  const records = [...dataset.pieces.placed(0, undefined, ({ kind }) => kind === 'record')];
  if (records.length === 0 || records.some(({ piece }) => !piece.shape)) return undefined;
  const edits: RangeEdit[] = [];
  records.forEach((placed, i) => {
    const { piece } = placed;
    const replace = replacer(placed, edits);
    if (i === 0) replace(0, 0, '[\n');
    const separator = /^[, \t]*/.exec(piece.text.slice(piece.valueEnd))![0].trimEnd();
    replace(piece.valueEnd, piece.valueEnd + separator.length, i < records.length - 1 ? ',' : '\n]');
  });
  return edits;
}

function replacer(placed: PlacedPiece<unknown>, edits: RangeEdit[]) {
  return (start: number, end: number, text: string): void => {
    if (placed.piece.text.slice(start, end) === text) return;
    edits.push({ range: { start: positionIn(placed, start), end: positionIn(placed, end) }, text });
  };
}
