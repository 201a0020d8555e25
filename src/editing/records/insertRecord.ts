import * as l10n from '@vscode/l10n';
import type { DatasetText } from '../../dataset/datasetText';
import { valueText } from '../../dataset/piece';
import type { Refused } from '../refused';
import {
  inserted,
  isRecord,
  lineEndAt,
  markLength,
  neighbourhoodOf,
  usualLineEnd,
  type Neighbourhood,
  type Placed,
  type RangeEdit,
  type RecordChange,
} from './recordChange';

/** Puts a record before another one or behind it, parted from it as the file's records are. */
export function insertRecord<A>(
  dataset: DatasetText<A>,
  placed: Placed,
  where: 'before' | 'after',
  json: string,
): RecordChange | Refused {
  const near = neighbourhoodOf(dataset, placed);
  const record = where === 'before' ? placed.record : placed.record + 1;
  if (dataset.containerId === 'jsonl') {
    const lineEnd = usualLineEnd(dataset.pieces.totals.lines);
    const edit = where === 'before' ? lineBefore(near, json, lineEnd) : lineAfter(near.own, near.after, json, lineEnd);
    return { edits: [edit], record };
  }
  // Nobody knows where a broken element ends.
  if (!placed.piece.shape) return { refused: l10n.t('This record is broken. Mend it first.') };
  const edit = where === 'before' ? elementBefore(near, json) : elementAfter(near, json);
  return { edits: [edit], record };
}

/** Puts a record behind itself once more. */
export function duplicateRecord<A>(dataset: DatasetText<A>, placed: Placed): RecordChange | Refused {
  return insertRecord(dataset, placed, 'after', valueText(placed.piece).slice(markLength(placed)));
}

function lineAfter(own: Placed, after: Placed | undefined, json: string, lineEnd: string): RangeEdit {
  const { text, valueEnd } = own.piece;
  const tail = text.slice(valueEnd);
  const isParted = lineEndAt(text) !== '' || after !== undefined;
  return inserted(own, text.length, isParted ? json + tail : lineEnd + json);
}

function lineBefore({ before, own }: Neighbourhood, json: string, lineEnd: string): RangeEdit {
  // Records that share a line are parted by what stands behind the first of them.
  if (isRecord(before) && lineEndAt(before.piece.text) === '') return lineAfter(before, own, json, lineEnd);
  return inserted(own, markLength(own), json + (lineEndAt(own.piece.text) || lineEnd));
}

function elementAfter(near: Neighbourhood, json: string): RangeEdit {
  return inserted(near.own, near.own.piece.valueEnd, `,${spaceFor(near)}${json}`);
}

function elementBefore({ before, own, after }: Neighbourhood, json: string): RangeEdit {
  if (isRecord(before) && before.piece.shape && before.piece.comma) {
    return inserted(before, before.piece.valueEnd, `,${spaceBetween(before, own)}${json}`);
  }
  return inserted(own, own.piece.valueStart, `${json},${spaceFor({ before, own, after })}`);
}

/** The white space before an element that comes in beside a record: as before its next one, else as before itself. */
function spaceFor({ before, own, after }: Neighbourhood): string {
  if (isRecord(after)) return spaceBetween(own, after);
  if (isRecord(before)) return spaceBetween(before, own);
  const space = own.piece.text.slice(0, own.piece.valueStart);
  if (/[\r\n]/.test(space)) return withoutEmptyLines(space);
  return /[:,] /.test(valueText(own.piece)) ? ' ' : '';
}

function spaceBetween(first: Placed, second: Placed): string {
  const text = first.piece.text.slice(first.piece.valueEnd) + second.piece.text.slice(0, second.piece.valueStart);
  return withoutEmptyLines(text.slice(text.trimEnd().length));
}

function withoutEmptyLines(space: string): string {
  const [lineEnd] = /\r\n|\n|\r/.exec(space) ?? [''];
  const lastLine = Math.max(space.lastIndexOf('\n'), space.lastIndexOf('\r')) + 1;
  return lineEnd + space.slice(lastLine);
}
