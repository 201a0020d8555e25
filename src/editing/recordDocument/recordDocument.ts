import { applyEdits, type Edit } from '../../dataset/edits';
import type { EscapeStyle } from './escapeStyle';
import { layOut, placeIn } from './layOut';
import { StrictText } from './strictText';
import { recordEdits, withoutEqualEnds } from './writeRecord';
import { isJson } from '../../dataset/isJson';

/** A record as a document of its own. */
export interface ReadDocument {
  readonly text: string;
  /** Where an offset of the record (UTF-16 units) is in the document. */
  readonly placeOf: (offset: number) => number;
}

/** A record laid out for reading; one that is no JSON as it is, with one kind of line end. */
export function readDocument(record: string): ReadDocument {
  if (!isJson(record)) return { text: rawText(record), placeOf: (offset) => rawText(record.slice(0, offset)).length };
  const laidOut = layOut(record);
  return { text: laidOut.text, placeOf: (offset) => placeIn(record, laidOut, offset) };
}

export interface WriteOptions {
  /** How characters beyond ASCII are written in the file. */
  readonly style: EscapeStyle;
  /** The record must stand on one line, as in JSONL. */
  readonly isOneLine: boolean;
}

/**
 * The edits of a record that make it say what a document says; none if it says that already.
 *
 * @param document as {@link readDocument} gives it, changed; with line ends of any kind
 * @returns undefined if the document is no JSON
 */
export function writeDocument(record: string, document: string, options: WriteOptions): Edit[] | undefined {
  const { text: wanted } = new StrictText(document);
  if (!isJson(wanted)) return undefined;
  return isJson(record) ? recordEdits(record, wanted, options.style) : mendedRecord(record, document, options);
}

/** A document as a record of its own, written as another one is. */
export function newRecord(document: string, like: string, style: EscapeStyle): string | undefined {
  const { text: wanted } = new StrictText(document);
  if (!isJson(wanted)) return undefined;
  const model = isJson(like) ? like : '{}';
  return applyEdits(model, recordEdits(model, wanted, style));
}

/** What was no JSON and was edited as it is becomes what was typed, where that can be a record. */
function mendedRecord(record: string, document: string, { style, isOneLine }: WriteOptions): Edit[] {
  const typed = withoutEqualEnds(rawText(record), { start: 0, end: rawText(record).length, text: oneKind(document) });
  const kept = rawOffsets(record);
  const edit: Edit = { start: kept[typed.start]!, end: kept[typed.end]!, text: typed.text };
  const mended = applyEdits(record, [edit]);
  if (isJson(mended) && !(isOneLine && /[\r\n]/.test(mended))) return [edit];
  const written = newRecord(document, '{}', style)!;
  return [withoutEqualEnds(record, { start: 0, end: record.length, text: written })];
}

/** What a text is in a document, which has one kind of line end and no halves of surrogate pairs. */
function rawText(text: string): string {
  return oneKind(text).toWellFormed();
}

function oneKind(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** For each unit of the raw text, and for its end, the offset of what it stands for. */
function rawOffsets(text: string): number[] {
  const offsets: number[] = [];
  for (let at = 0; at <= text.length; at++) if (text[at] !== '\n' || text[at - 1] !== '\r') offsets.push(at);
  return offsets;
}
