import type { DatasetText, Range } from '../../dataset/datasetText';
import { positionIn } from '../../dataset/datasetText';
import type { LineEnds } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';

/** Replaces what stands in a range of the dataset. */
export interface RangeEdit {
  readonly range: Range;
  readonly text: string;
}

/** What is done to a dataset, and the index of the record that one will want to look at afterwards. */
export interface RecordChange {
  readonly edits: readonly RangeEdit[];
  readonly record: number;
}

export type Placed = PlacedPiece<unknown>;

/** A record and the pieces right before it and behind it. */
export interface Neighbourhood {
  readonly before: Placed | undefined;
  readonly own: Placed;
  readonly after: Placed | undefined;
}

export function neighbourhoodOf<A>(dataset: DatasetText<A>, { index }: Pick<Placed, 'index'>): Neighbourhood {
  const placed: Placed[] = [];
  for (const each of dataset.pieces.placed(Math.max(0, index - 1))) {
    if (each.index > index + 1) break;
    placed.push(each);
  }
  const at = (wanted: number): Placed | undefined => placed.find((each) => each.index === wanted);
  return { before: at(index - 1), own: at(index)!, after: at(index + 1) };
}

/** The edit that puts a text at an offset of a piece. */
export function inserted(placed: Placed, at: number, text: string): RangeEdit {
  const position = positionIn(placed, at);
  return { range: { start: position, end: position }, text };
}

/** The edit that takes away what stands between an offset of one piece and that of another one, or the same. */
export function removed(from: Placed, start: number, to: Placed, end: number): RangeEdit {
  return { range: { start: positionIn(from, start), end: positionIn(to, end) }, text: '' };
}

export function isRecord(placed: Placed | undefined): placed is Placed {
  return placed?.piece.kind === 'record';
}

/** The line end with which a text ends; '' if it ends otherwise. */
export function lineEndAt(text: string): string {
  return /(?:\r\n|\n|\r)$/.exec(text)?.[0] ?? '';
}

/** The line end that a file has most of. */
export function usualLineEnd({ lf, crlf, cr }: LineEnds): string {
  if (crlf > lf && crlf >= cr) return '\r\n';
  return cr > lf ? '\r' : '\n';
}

/** UTF-16 units of the byte order mark with which a piece begins: 1 or 0. */
export function markLength({ piece }: Placed): number {
  return piece.text.startsWith('\ufeff') ? 1 : 0;
}
