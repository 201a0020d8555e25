import { containerOf } from './container';
import { detectable, type Fields, type Format } from './format';
import { isJsonObject } from './jsonObject';
import { pieceOf, valueText, type Piece } from './piece';
import { sketchOf } from './sketch';

/** The format that the first records of a file speak for. */
export interface Detection {
  readonly format: Format;
  /** The fields that were found, for people. */
  readonly evidence: readonly string[];
  /** Formats that some of the first records speak for instead. */
  readonly others: readonly Format[];
}

const MAX_RECORDS = 20;
/** UTF-16 units that are looked at: 20 records of a usual length, and no more work for a file that is no dataset. */
export const DETECTION_LENGTH = 256 * 1024;

/**
 * Tells the format of a dataset from its first records, or undefined for a text that is no dataset: most of the records that can be read must speak
 * for the format, and all of them if its fields are common ones. A lone object counts in a JSONL file, and elsewhere only as a wrapping of records:
 * a `package.json` or a JSON schema is never taken for a dataset.
 *
 * @param head the file's text, or its beginning
 * @param isWhole `head` is the whole file
 * @param isJson the file is named or treated as JSON, not as JSONL
 */
export function detectFormat(head: string, isWhole: boolean, isJson: boolean): Detection | undefined {
  const text = head.slice(0, DETECTION_LENGTH);
  const pieces = firstRecords(text, isWhole && text.length === head.length);
  const values = pieces.map((piece) => readValue(valueText(piece)));
  if (isJson && values.length === 1 && containerOf(text).id === 'jsonl' && isLoneRecord(values[0]!)) return undefined;
  for (const format of detectable) {
    const speaking = values.map((value) => recordIn(value, format)).filter((record) => record !== undefined);
    const needed = format.isCommon ? values.length : values.length / 2;
    if (speaking.length === 0 || speaking.length < needed) continue;
    const found = format.evidence.filter((field) => speaking.some((record) => isThere(record[field])));
    return { format, evidence: found.length > 0 ? found : format.evidence, others: othersIn(values, format) };
  }
  return undefined;
}

/** What the first records of a text say for a format. */
export interface FormatEvidence {
  readonly format: Format;
  /** How many of them speak for it. */
  readonly speaking: number;
  /** The fields by which they do. */
  readonly fields: readonly string[];
}

/** How many records the beginning of a file has, and every format that some of them speak for, the one that most speak for first. */
export function evidenceIn(head: string, isWhole: boolean): { records: number; formats: readonly FormatEvidence[] } {
  const text = head.slice(0, DETECTION_LENGTH);
  const values = firstRecords(text, isWhole && text.length === head.length).map((piece) => readValue(valueText(piece)));
  const found = new Map<string, FormatEvidence>();
  for (const format of detectable) {
    const speaking = values.map((value) => recordIn(value, format)).filter((record) => record !== undefined);
    if (speaking.length <= (found.get(format.id)?.speaking ?? 0)) continue;
    const fields = format.evidence.filter((field) => speaking.some((record) => isThere(record[field])));
    found.set(format.id, { format, speaking: speaking.length, fields });
  }
  return { records: values.length, formats: [...found.values()].sort((a, b) => b.speaking - a.speaking) };
}

/** The values of a file's first records, as far as they are valid JSON. */
export function firstValues(head: string, isWhole: boolean): unknown[] {
  const text = head.slice(0, DETECTION_LENGTH);
  const values = firstRecords(text, isWhole && text.length === head.length).map((piece) => readValue(valueText(piece)));
  return values.filter(({ isSound }) => isSound).map(({ value }) => value);
}

/** The format of a file that is said to be a dataset, though no format has most of its first records: that of which there are most. */
export function likeliestFormat(head: string, isWhole: boolean, isJson: boolean): Format | undefined {
  const { records, formats } = evidenceIn(head, isWhole);
  if (isJson && records < 2) return undefined;
  return formats.find(({ format }) => !format.isCommon)?.format;
}

/** The value of a record's text, and whether it parses; what does not is guessed from its keys. */
interface ReadValue {
  readonly value: unknown;
  readonly isSound: boolean;
}

function readValue(text: string): ReadValue {
  try {
    return { value: JSON.parse(text), isSound: true };
  } catch {
    return { value: text.startsWith('{') ? sketchOf(text) : undefined, isSound: false };
  }
}

/** An object that is the whole of a JSON file, such as the configuration of a prompt, unless it wraps records. */
function isLoneRecord({ value, isSound }: ReadValue): boolean {
  return !isSound || (isJsonObject(value) && detectable.some((format) => format.recognises(value)));
}

function othersIn(values: readonly ReadValue[], format: Format): Format[] {
  const others = new Map<string, Format>();
  for (const read of values) {
    if (recordIn(read, format)) continue;
    const other = detectable.find((candidate) => recordIn(read, candidate));
    if (other && other.id !== format.id) others.set(other.id, other);
  }
  return [...others.values()];
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

/** The record of the format that a value is, or the first one that it wraps: in a list, or as one member of many. */
function recordIn({ value }: ReadValue, format: Format): Fields | undefined {
  if (!isJsonObject(value)) return undefined;
  if (format.recognises(value)) return value;
  if (format.isCommon) return undefined;
  const isRecord = (member: unknown): member is Fields =>
    isJsonObject(member) && hasText(member, format) && format.recognises(member);
  const members = Object.values(value);
  for (const member of members) {
    const first: unknown = Array.isArray(member) ? member[0] : undefined;
    if (isRecord(first)) return first;
  }
  return members.length > 1 && members.every(isRecord) ? members[0] : undefined;
}

/** Some evidence is text or a list: in a JSON schema the fields have objects. */
function hasText(value: Fields, format: Format): boolean {
  return format.evidence.some((field) => typeof value[field] === 'string' || Array.isArray(value[field]));
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
