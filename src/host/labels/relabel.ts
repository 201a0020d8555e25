import { isUtf8 } from 'node:buffer';
import { applyEdits, type Edit } from '../../dataset/edits';
import type { Fields } from '../../dataset/format';
import { decodedPiece, valueText, type Piece } from '../../dataset/piece';
import { fieldPlace, LAST, type FieldPlace } from '../../labels/fieldPlace';
import { utf8Of, type SourceFile } from '../convert/sourceFile';
import type { StagedFile } from '../convert/stagedFiles';
import { recordIn } from './readRecord';

/** What becomes of the records of a file. */
export interface Relabelling {
  /** The fields that it may set. */
  readonly fields: readonly string[];
  /**
   * The edits of the piece's text that carry it through in a record; none for a record that isn't meant, undefined for one in which it can't be done.
   *
   * @param index of the record, 0-based
   */
  edits(piece: Piece, record: Fields, index: number, place: FieldPlace): readonly Edit[] | undefined;
}

/** A record that is to change. */
export interface RecordChange {
  /** 0-based. */
  readonly index: number;
  readonly before: Fields;
  readonly after: Fields;
}

/** What a relabelling would do to a file. */
export interface RelabelSurvey {
  readonly records: number;
  readonly changed: number;
  /** Records whose text is no JSON object or no UTF-8: they stay as they are. */
  readonly unreadable: number;
  /** Records in which it can't be done. */
  readonly impossible: number;
  /** Where the fields stand in the file's records. */
  readonly place: FieldPlace;
}

/** Records whose order of fields is remembered, to tell where a new one goes. */
const REMEMBERED = 200;

/**
 * Looks at what a relabelling would do, without writing anything.
 *
 * @param onProgress is told the share of the file that is done, from 0 to 1
 * @throws SourceChanged, and the errors of the file system
 */
export async function surveyRelabelling(
  source: SourceFile,
  relabelling: Relabelling,
  onChange: (change: RecordChange) => void,
  onProgress: (done: number) => void,
): Promise<RelabelSurvey> {
  const { fields } = relabelling;
  const orders: Fields[] = [];
  let [records, changed, unreadable, impossible] = [0, 0, 0, 0];
  await walk(source, onProgress, (piece) => {
    if (piece.kind !== 'record') return;
    const index = records++;
    const readable = readableOf(piece);
    if (!readable) {
      unreadable++;
      return;
    }
    const { text, record } = readable;
    if (orders.length < REMEMBERED && fields.some((field) => Object.hasOwn(record, field))) {
      orders.push(
        Object.fromEntries(Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? [] : null])),
      );
    }
    const edits = relabelling.edits(text, record, index, LAST);
    if (!edits) impossible++;
    if (!edits || edits.length === 0) return;
    changed++;
    onChange({ index, before: record, after: recordIn(editedValue(text, edits)) ?? {} });
  });
  return { records, changed, unreadable, impossible, place: fieldPlace(orders, fields) };
}

/** Writes a file anew with its records relabelled; every other byte stays as it is. @throws SourceChanged, and the errors of the file system */
export async function writeRelabelled(
  source: SourceFile,
  relabelling: Relabelling,
  place: FieldPlace,
  target: StagedFile,
  onProgress: (done: number) => void,
): Promise<void> {
  let records = 0;
  await target.write(source.head);
  await walk(source, onProgress, (piece) => {
    if (piece.kind !== 'record') return target.write(piece.text);
    const index = records++;
    const readable = readableOf(piece);
    const edits = readable && relabelling.edits(readable.text, readable.record, index, place);
    if (!readable || !edits || edits.length === 0) return target.write(piece.text);
    return target.write(Buffer.from(applyEdits(readable.text.text, edits), 'utf8').toString('latin1'));
  });
}

/** The text of a record once it is edited. */
function editedValue(piece: Piece, edits: readonly Edit[]): string {
  const edited = applyEdits(piece.text, edits);
  return edited.slice(piece.valueStart, edited.length - (piece.text.length - piece.valueEnd));
}

async function walk(
  source: SourceFile,
  onProgress: (done: number) => void,
  visit: (piece: Piece) => Promise<void> | void,
): Promise<void> {
  let bytes = source.head.length;
  for await (const pieces of source.pieces()) {
    for (const piece of pieces) {
      bytes += piece.text.length;
      const written = visit(piece);
      if (written) await written;
    }
    onProgress(source.size === 0 ? 1 : bytes / source.size);
  }
}

/** A piece as text, with its record; undefined if that is no JSON object, or no UTF-8, which could not be written back as it was. */
function readableOf(piece: Piece): { readonly text: Piece; readonly record: Fields } | undefined {
  if (!isUtf8(utf8Of(piece.text))) return undefined;
  const text = decodedPiece(piece, (bytes) => utf8Of(bytes).toString('utf8'));
  const record = recordIn(valueText(text));
  return record && { text, record };
}
