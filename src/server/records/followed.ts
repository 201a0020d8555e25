import type { PlacedPiece } from '../../dataset/sequence';
import type { RecordRef } from '../../protocol/records';
import type { Analysis } from '../../rules/checker';
import type { OpenDataset, OpenDocument } from '../openDocument';

/** A record that a client follows, as it stands now. */
export interface FollowedPiece {
  readonly document: OpenDocument;
  readonly dataset: OpenDataset;
  readonly placed: PlacedPiece<Analysis>;
  /** SHA-256 (hex) of the record's text. */
  readonly digest: string;
}

/** Knows the records that clients follow. */
export interface Followed {
  /** Undefined for one that is not there any more, or is not followed. */
  find(ref: RecordRef): FollowedPiece | undefined;
}
