import type { Range, TextEdit } from 'vscode-languageserver-types';

/**
 * A record that the server follows for a client: it is known again wherever edits move it and however they change it, until it is released or its file is
 * closed.
 */
export interface RecordRef {
  readonly uri: string;
  /** Number that the server gave it. */
  readonly anchor: number;
}

/** Client → server: follow a record; null if there is none, or the file is no dataset. */
export const FollowRecord = { method: 'tuneset/records/follow' } as const;
export interface FollowRecordParams {
  readonly uri: string;
  readonly at: RecordPlace;
}
export type RecordPlace =
  /** The record on whose lines the position stands; else the next one. */
  | { readonly kind: 'position'; readonly position: Range['start'] }
  /** The record of an index (0-based), or the last one. */
  | { readonly kind: 'index'; readonly record: number }
  /** A record that was seen before: the one with this digest that is nearest to where it stood; null if there is none. */
  | { readonly kind: 'seen'; readonly record: number; readonly digest: string };
export interface FollowedRecord {
  readonly anchor: number;
  readonly place: PlacedRecord;
}

/** Where a record stands in a text of a version, and what it says there. */
export interface PlacedRecord {
  readonly version: number;
  /** 0-based. */
  readonly record: number;
  /** Of the file. */
  readonly records: number;
  readonly range: Range;
  /** SHA-256 (hex) of the record's text. */
  readonly digest: string;
}

/** Client → server, a notification: the record needs not be followed any more. */
export const ReleaseRecord = { method: 'tuneset/records/release' } as const;

/** Server → client, a notification: of followed records there may be something new: where they stand, what they say, findings, tokens, verdicts. */
export const RecordsChanged = { method: 'tuneset/records/changed' } as const;
export interface RecordsChangedParams {
  readonly uri: string;
  readonly anchors: readonly number[];
}

/** Which records are looked for: those that pass the filter and in which the search is found. */
export interface RecordQuery {
  readonly filter: RecordFilterName;
  /**
   * '' passes all. Words in quotes or not (`"hello world"`) are looked for in every text of the record, `field:output` or `role:assistant` say where,
   * in the words of the data; upper and lower case are told apart only where the search has upper case. `/…/` is a regular expression.
   */
  readonly search: string;
}
export const recordFilters = [
  ...(['all', 'finding', 'untagged', 'robust', 'over'] as const),
  ...(['pending', 'accepted', 'rejected', 'needs-work', 'noted'] as const),
];
/**
 * `over`: over the cutoff, or of no use to the target; `pending`: without a verdict of the review; `noted`: with a note of it.
 */
export type RecordFilterName = (typeof recordFilters)[number];

/** Client → server: the next record, or the one before, that a query finds; after the last one comes the first. */
export const FindRecord = { method: 'tuneset/records/find' } as const;
export interface FindRecordParams {
  readonly uri: string;
  readonly query: RecordQuery;
  /** The search starts behind this record (0-based), or before it; `here`: at it. -1: at the file's first. */
  readonly from: number;
  readonly direction: 'next' | 'previous' | 'here';
}
/** Null if it is cancelled, or the file is no dataset. */
export type FindRecordResult = FoundRecords | { readonly fault: string } | null;
export interface FoundRecords {
  /** 0-based; null if there is none in the file. */
  readonly record: number | null;
  /** How many the query finds in the file, and how many of them stand before this one. */
  readonly matching: number;
  readonly before: number;
}

/** What is to be done with a record. Turns are named by their index in the sample (see `PreviewSample.turns`). */
export type RecordOperation = TurnOperation | WholeRecordOperation;
/**
 * Where turns go by exchanges (see `PreviewSample.unit`), adding, deleting and moving is done to a question with its answer, whichever of them is named,
 * and `role` is not looked at.
 */
export type TurnOperation =
  /** A string value gets another text. `/system` and `/input` come in if the format has such a field and the record does not. */
  | { readonly kind: 'setText'; readonly pointer: string; readonly text: string }
  /** `role`: as the data names it. */
  | { readonly kind: 'setRole'; readonly turn: number; readonly role: string }
  /** A new turn with an empty text behind another one; behind -1: before all of the conversation. `side`: of which answer of a pair. */
  | { readonly kind: 'addTurn'; readonly after: number; readonly role: string; readonly side?: 'chosen' | 'rejected' }
  | { readonly kind: 'deleteTurn'; readonly turn: number }
  | { readonly kind: 'moveTurn'; readonly turn: number; readonly by: -1 | 1 }
  /** With the next one, whose text comes behind a blank line. */
  | { readonly kind: 'mergeTurn'; readonly turn: number }
  /** `at`: UTF-16 units of the string value at the pointer. The rest becomes a turn of the same role behind it. */
  | { readonly kind: 'splitTurn'; readonly turn: number; readonly pointer: string; readonly at: number };
export type WholeRecordOperation =
  /** `template`: its id from {@link ListRecordTemplates}. */
  | { readonly kind: 'insertRecord'; readonly where: 'before' | 'after'; readonly template: string }
  | { readonly kind: 'duplicateRecord' }
  | { readonly kind: 'deleteRecord' }
  | { readonly kind: 'moveRecord'; readonly by: -1 | 1 };

/** Client → server: the edits that do it. Nothing is done to a record that says something else than the client saw. */
export const EditRecord = { method: 'tuneset/records/edit' } as const;
export interface EditRecordParams extends RecordRef {
  readonly digest: string;
  readonly operation: RecordOperation;
}
export type EditRecordResult =
  | RecordEdits
  /** For people: why it can't be done. */
  | { readonly refused: string };
export interface RecordEdits {
  /** Of the text that the edits are for. */
  readonly version: number;
  readonly edits: readonly TextEdit[];
  /** Index (0-based) of the record that the user will want to look at afterwards. */
  readonly record: number;
}

/** Client → server: the records that can be inserted into a file of this format. */
export const ListRecordTemplates = { method: 'tuneset/records/templates' } as const;
export interface RecordTemplate {
  readonly id: string;
  /** For people. */
  readonly label: string;
  readonly description: string;
}
