import { containerOf } from './container';
import { formats, type Format } from './format';
import { isJsonObject } from './jsonObject';
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
 * the fields of the format. A lone object counts in a JSONL file, and elsewhere only as a wrapping of records: a `package.json` or a JSON schema is
 * never taken for a dataset.
 *
 * @param head the file's text, or its beginning
 * @param isWhole `head` is the whole file
 * @param isJson the file is named or treated as JSON, not as JSONL
 */
export function detectFormat(head: string, isWhole: boolean, isJson: boolean): Detection | undefined {
  const text = head.slice(0, DETECTION_LENGTH);
  const records = firstRecords(text, isWhole && text.length === head.length);
  const [first] = records;
  if (isJson && records.length === 1 && first && isLoneRecord(first, text)) return undefined;
  for (const format of formats) {
    const speaking = records.filter((record) => speaksFor(record, format)).length;
    if (speaking > 0 && speaking * 2 >= records.length) return { format, evidence: format.evidence };
  }
  return undefined;
}

/** An object that is the whole of a JSON file, such as the configuration of a prompt, unless it wraps records. */
function isLoneRecord(piece: Piece, text: string): boolean {
  if (containerOf(text).id !== 'jsonl') return false;
  try {
    const value: unknown = JSON.parse(valueText(piece));
    return isJsonObject(value) && formats.some((format) => format.recognises(value));
  } catch {
    return true;
  }
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

/** A record of the format, or an object with a list of them, or one that holds nothing but them. */
function recognisesValue(value: unknown, format: Format): boolean {
  if (!isJsonObject(value)) return false;
  if (format.recognises(value)) return true;
  const members = Object.values(value);
  const isRecord = (member: unknown): boolean =>
    isJsonObject(member) && hasText(member, format) && format.recognises(member);
  return (
    members.some((member) => Array.isArray(member) && isRecord(member[0])) ||
    (members.length > 1 && members.every(isRecord))
  );
}

/** Some evidence is text: in a JSON schema the fields have objects. */
function hasText(value: Readonly<Record<string, unknown>>, format: Format): boolean {
  return format.evidence.some((field) => typeof value[field] === 'string');
}
