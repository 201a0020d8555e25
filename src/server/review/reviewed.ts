import type { CancellationToken } from 'vscode-languageserver';
import type { Piece } from '../../dataset/piece';
import type { RecordFilterName } from '../../protocol/records';
import type { ReviewState } from '../../protocol/review';
import type { OpenDocument } from '../openDocument';

/** The filters of records that a review answers. */
export type ReviewFilter = Extract<RecordFilterName, 'pending' | 'accepted' | 'rejected' | 'needs-work' | 'noted'>;

/** Knows what reviewers said of records. */
export interface Reviewed {
  /** Another text when there is something new of the reviews of a document's records. */
  stampOf(document: OpenDocument): string;
  /** Null where there is no file on disk beside which a review could lie, or it can't be read. */
  stateOf(document: OpenDocument, piece: Piece): Promise<ReviewState | null>;
  /**
   * Says of a document's records whether a filter lets them pass. The first time it reads all records, in slices; later on only those that were edited.
   *
   * @returns undefined if it is cancelled meanwhile
   */
  passing(
    document: OpenDocument,
    filter: ReviewFilter,
    token?: CancellationToken,
  ): Promise<((piece: Piece) => boolean) | undefined>;
}
