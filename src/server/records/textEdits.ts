import type { TextEdit } from 'vscode-languageserver';
import { positionsIn } from '../../dataset/datasetText';
import { valueText } from '../../dataset/piece';
import { RecordText } from '../../editing/recordText';
import { isRefused, type EditsOrRefusal } from '../../editing/refused';
import type { EditRecordResult } from '../../protocol/records';
import type { FollowedPiece } from './followed';
import { nearbyTexts } from './nearbyTexts';

/** Edits within a followed record, as edits of its file. */
export function textEdits(
  { document, dataset, placed }: FollowedPiece,
  edit: (record: RecordText) => EditsOrRefusal,
): EditRecordResult {
  const { valueStart } = placed.piece;
  const record = RecordText.read(valueText(placed.piece), dataset.format, nearbyTexts(dataset, placed.index));
  const edits = isRefused(record) ? record : edit(record);
  if (isRefused(edits)) return edits;
  return {
    version: document.version,
    record: placed.record,
    edits: edits.map(({ start, end, text }): TextEdit => {
      const [from, to] = positionsIn(placed, [valueStart + start, valueStart + end]);
      return { range: { start: from!, end: to! }, newText: text };
    }),
  };
}
