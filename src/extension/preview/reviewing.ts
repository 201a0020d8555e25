import type { Uri } from 'vscode';
import type { PanelOutcome, ReviewSampleParams } from '../../protocol/panel';
import type { RecordRef } from '../../protocol/records';

/** What a preview hands to whoever keeps the reviews of files. */
export interface Reviewing {
  /** Writes down a verdict or a note. */
  add(ref: RecordRef, params: ReviewSampleParams): Promise<PanelOutcome>;
  exportReviewed(uri: Uri): Promise<void>;
  showReport(uri: Uri): Promise<void>;
}
