import type { Position, Range } from 'vscode-languageserver-types';
import type { RecordEdits, RecordRef } from './records';

/** The scheme of URIs of records that are edited as documents of their own. */
export const RECORD_SCHEME = 'tuneset-record';
/** The language of such documents: JSON whose strings may go over several lines. */
export const RECORD_LANGUAGE = 'tuneset-record';

/** The query of such a URI. @param id tells documents of records of one file apart */
export function recordQuery(id: string, file: string): string {
  return `${id}&${file}`;
}

/** URI of the file whose record a document is; null for any other document. */
export function fileOfRecord(uri: string): string | null {
  const query = uri.startsWith(`${RECORD_SCHEME}:`) ? /\?([^#]*)/.exec(uri)?.[1] : undefined;
  return query === undefined ? null : decodeURIComponent(query).replace(/^[^&]*&/, '');
}

/** Client → server: a followed record laid out for reading; null if it is not there any more. */
export const ReadRecordDocument = { method: 'tuneset/recordDocument/read' } as const;
export interface ReadRecordDocumentParams extends RecordRef {
  /** A place of the record in the file. */
  readonly position?: Position;
}
export interface RecordDocument {
  readonly text: string;
  /** Where that place is in the document. */
  readonly cursor: Position | null;
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
  | DocumentFault;
/** The text can't be a record. For people, and where it lies. */
export interface DocumentFault {
  readonly kind: 'fault';
  readonly message: string;
  readonly range: Range;
}

/** Client → server: the edits that put a document's record into its file anew, after the record that it was made of has gone. */
export const InsertRecordDocument = { method: 'tuneset/recordDocument/insert' } as const;
export interface InsertRecordDocumentParams {
  readonly uri: string;
  /** Index (0-based) that it is to have; behind the last record if there are fewer. */
  readonly record: number;
  readonly text: string;
}
export type InsertRecordDocumentResult =
  | Extract<WriteRecordDocumentResult, { kind: 'edits' | 'fault' }>
  /** For people. */
  | { readonly refused: string };
