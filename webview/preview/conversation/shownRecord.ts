import type { PanelState } from '../../../src/protocol/panel';
import type { PlacedRecord } from '../../../src/protocol/records';

/** The record that is shown, and where. */
export interface ShownRecord {
  readonly uri: string;
  readonly place: PlacedRecord;
}

export function shownIn(panel: PanelState | undefined): ShownRecord | undefined {
  return panel?.sample.kind === 'sample' ? { uri: panel.uri, place: panel.sample.sample.place } : undefined;
}

/** Whether it still is the same record: in the same place, or with the same text in a place to which an edit of the file has moved it. */
export function isSameRecord(before: ShownRecord, now: ShownRecord): boolean {
  if (before.uri !== now.uri) return false;
  const [from, to] = [before.place, now.place];
  return from.record === to.record || (from.version !== to.version && from.digest === to.digest);
}
