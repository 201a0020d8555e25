import type { DatasetText } from '../../dataset/datasetText';
import {
  isRecord,
  lineEndAt,
  markLength,
  neighbourhoodOf,
  removed,
  type Neighbourhood,
  type Placed,
  type RangeEdit,
  type RecordChange,
} from './recordChange';

/** Takes a record out of its file, with its line, or with the comma that parts it from its neighbour. */
export function deleteRecord<A>(dataset: DatasetText<A>, placed: Placed): RecordChange {
  const near = neighbourhoodOf(dataset, placed);
  const edit = dataset.containerId === 'jsonl' ? withoutLine(near) : withoutElement(near);
  const left = dataset.pieces.totals.records - 1;
  return { edits: [edit], record: Math.max(0, Math.min(placed.record, left - 1)) };
}

function withoutLine({ before, own, after }: Neighbourhood): RangeEdit {
  const { text, valueEnd } = own.piece;
  const endOfLineBefore = before && lineEndAt(before.piece.text);
  if (isRecord(before) && endOfLineBefore === '') return removed(before, before.piece.valueEnd, own, valueEnd);
  if (lineEndAt(text) === '' && after === undefined && before && endOfLineBefore) {
    return removed(before, before.piece.text.length - endOfLineBefore.length, own, text.length);
  }
  return removed(own, markLength(own), own, text.length);
}

function withoutElement({ before, own, after }: Neighbourhood): RangeEdit {
  const { text, valueStart, valueEnd, comma } = own.piece;
  if (isRecord(before)) return removed(before, before.piece.valueEnd, own, valueEnd);
  if (isRecord(after)) return removed(own, valueStart, after, after.piece.valueStart);
  return removed(own, 0, own, comma ? text.indexOf(',', valueEnd) + 1 : valueEnd);
}
