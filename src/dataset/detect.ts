import { containerOf } from './container';
import { formats, type Format } from './format';
import { pieceOf, valueText, type Piece } from './piece';

/** The format that the first records of a file speak for. */
export interface Detection {
  readonly format: Format;
  /** The fields that were found, for people. */
  readonly evidence: readonly string[];
}

const MAX_RECORDS = 20;
/** UTF-16 units that are looked at: 20 records of a usual length, and no more work for a file that is no dataset. */
export const DETECTION_LENGTH = 256 * 1024;

/**
 * Tells the format of a dataset from its first records, or undefined for a text that is no dataset: most of the records that can be read must have
 * the fields of the format. A single object counts only in JSONL, or as a list of records in some wrapping: a `package.json` is
 * never taken for a dataset.
 *
 * @param head the file's text, or its beginning
 * @param isWhole `head` is the whole file
 */
export function detectFormat(head: string, isWhole: boolean): Detection | undefined {
  const text = head.slice(0, DETECTION_LENGTH);
  const records = firstRecords(text, isWhole && text.length === head.length);
  for (const format of formats) {
    const speaking = records.filter((record) => speaksFor(record, format)).length;
    if (speaking > 0 && speaking * 2 >= records.length) return { format, evidence: format.evidence };
  }
  return undefined;
}

function firstRecords(text: string, isWhole: boolean): Piece[] {
  const container = containerOf(text);
  const records: Piece[] = [];
  for (let at = 0; at < text.length && records.length < MAX_RECORDS;) {
    const cut = container.cut(text, at, at === 0 ? '' : text[at - 1]!, isWhole);
    // A record longer than what is looked at is judged by its beginning.
    const piece = pieceOf(text, at, cut ?? { ...REST, end: text.length, valueStart: at, valueEnd: text.length });
    if (piece.kind === 'record') records.push(piece);
    at += piece.text.length;
  }
  return records;
}

const REST = { kind: 'record', shape: undefined, comma: false } as const;

function speaksFor(piece: Piece, format: Format): boolean {
  const text = valueText(piece);
  try {
    return isObject(text) && recognisesValue(JSON.parse(text), format);
  } catch {
    return format.evidence.every((field) => new RegExp(`["'“]${field}["'”]\\s*[:：]`).test(text));
  }
}

function isObject(text: string): boolean {
  return text.startsWith('{');
}

/** A record of the format, or an object whose records stand one level deeper. */
function recognisesValue(value: unknown, format: Format): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  if (format.recognises(record)) return true;
  return Object.values(record).some((member) => {
    const first: unknown = Array.isArray(member) ? member[0] : member;
    return typeof first === 'object' && first !== null && format.recognises(first as Record<string, unknown>);
  });
}
