import type { Range } from 'vscode-languageserver-types';
import type { RecordEdits, RecordRef } from './records';

/** The scheme of URIs of records that are edited as documents of their own. */
export const RECORD_SCHEME = 'tuneset-record';
/** The language of such documents: JSON whose strings may go over several lines. */
export const RECORD_LANGUAGE = 'tuneset-record';

/** Client → server: a followed record laid out for reading; null if it is not there any more. */
export const ReadRecordDocument = { method: 'tuneset/recordDocument/read' } as const;
export interface RecordDocument {
  readonly text: string;
  /** Of the record that it was made of. */
  readonly digest: string;
  /** 0-based. */
  readonly record: number;
}

/** Client → server: the edits that make a record say what its document says. */
export const WriteRecordDocument = { method: 'tuneset/recordDocument/write' } as const;
export interface WriteRecordDocumentParams extends RecordRef {
  /** Of the record that the document was made of; null: whatever the record says now is replaced. */
  readonly digest: string | null;
  readonly text: string;
}
export type WriteRecordDocumentResult =
  | (RecordEdits & { readonly kind: 'edits'; /** Of the record as it will be. */ readonly digest: string })
  /** The record says something else by now: this, laid out for reading. */
  | { readonly kind: 'conflict'; readonly theirs: string; readonly digest: string }
  | { readonly kind: 'gone' }
  /** The text can't be a record. For people, and where it lies. */
  | { readonly kind: 'fault'; readonly message: string; readonly range: Range };
