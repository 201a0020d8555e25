import * as l10n from '@vscode/l10n';
import { positionIn, type DatasetText } from '../../dataset/datasetText';
import { valueText } from '../../dataset/piece';
import type { Refused } from '../refused';
import type { Placed, RangeEdit, RecordChange } from './recordChange';

/** Lets a record change places with the one before it or behind it. What stands between records stays. */
export function moveRecord<A>(dataset: DatasetText<A>, placed: Placed, by: -1 | 1): RecordChange | Refused {
  const record = placed.record + by;
  if (record < 0) return { refused: l10n.t('This is the first record.') };
  if (record >= dataset.pieces.totals.records) return { refused: l10n.t('This is the last record.') };
  const other = dataset.pieces.record(record)!;
  if (!placed.piece.shape || !other.piece.shape) {
    return { refused: l10n.t('One of the two records is broken. Mend it first.') };
  }
  const edits = [replaced(placed, valueText(other.piece)), replaced(other, valueText(placed.piece))];
  return { edits: by < 0 ? edits.reverse() : edits, record };
}

function replaced(placed: Placed, text: string): RangeEdit {
  const { valueStart, valueEnd } = placed.piece;
  return { range: { start: positionIn(placed, valueStart), end: positionIn(placed, valueEnd) }, text };
}
