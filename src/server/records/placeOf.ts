import type { PlacedRecord } from '../../protocol/records';
import { recordRange } from '../features/outline';
import type { FollowedPiece } from './followed';

/** Where a record stands, for clients. */
export function placeOf({ document, dataset, placed, digest }: FollowedPiece): PlacedRecord {
  const { records } = dataset.checked.text.pieces.totals;
  return { version: document.version, record: placed.record, records, range: recordRange(placed), digest };
}
