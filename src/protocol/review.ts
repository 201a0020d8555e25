import type { RecordRef } from './records';

export const verdicts = ['accepted', 'rejected', 'needs-work'] as const;
export type Verdict = (typeof verdicts)[number];

/** What is known of a record from the reviews of its file. */
export interface ReviewState {
  /** The last verdict; null: none, or it was taken back. */
  readonly verdict: Verdict | null;
  readonly note: string;
  readonly reviewer: string | null;
  /** ISO 8601; null where there is no verdict and no note. */
  readonly at: string | null;
  readonly progress: ReviewProgress;
}
/** Numbers of records of the file. */
export interface ReviewProgress {
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly needsWork: number;
  /** The records are still being read; followed records change when it is done. */
  readonly isCounting?: true;
}

/** Client → server: a line for the review of a record. */
export const AddReview = { method: 'tuneset/review/add' } as const;
export interface AddReviewParams extends RecordRef {
  readonly digest: string;
  /** Absent: it stays; null: it is taken back. */
  readonly verdict?: Verdict | null;
  /** Absent: it stays. */
  readonly note?: string;
  readonly reviewer: string;
}
export type AddReviewResult =
  | {
      readonly state: ReviewState;
      /** The record's index, 0-based. */
      readonly record: number;
      /** The file of reviews, and that it is new. */
      readonly file: string;
      readonly isNew: boolean;
    }
  /** For people. */
  | { readonly refused: string };

/** Client → server: how a file's review stands; null where there can be none. */
export const GetReviewReport = { method: 'tuneset/review/report' } as const;
export interface ReviewReport {
  readonly progress: ReviewProgress;
  /** Reviews of records that are not in the file any more, or say something else now. */
  readonly stale: number;
  /** Lines of the file of reviews that can't be read. */
  readonly unreadable: number;
  readonly types: readonly ReviewRow[];
  readonly reviewers: readonly ReviewRow[];
  /** The first records of each verdict that ask for something: needs work, and rejected. */
  readonly open: readonly {
    readonly record: number;
    readonly verdict: Verdict;
    readonly note: string;
    readonly preview: string;
  }[];
}
export interface ReviewRow {
  /** A task type or a reviewer; '' for records without. */
  readonly name: string;
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly needsWork: number;
}

/** Client → server: copy the records of a verdict, byte for byte, into a new file; null if it is cancelled. Progress and cancelling go through the request's work-done token. */
export const ExportReviewed = { method: 'tuneset/review/export' } as const;
export interface ExportReviewedParams {
  readonly uri: string;
  readonly verdict: Verdict;
  readonly container: 'jsonl' | 'array';
  /** URI of the new file; null, or one that is not on the server's disk: the text is given back. */
  readonly target: string | null;
  readonly overwrite: boolean;
}
export type ExportReviewedResult =
  | { readonly records: number }
  | { readonly records: number; readonly text: string }
  /** For people. Nothing was written. */
  | { readonly error: string };
