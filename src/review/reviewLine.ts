import { isJsonObject } from '../dataset/jsonObject';
import { isVerdict, type Verdict } from './verdict';

/** A line of a file of reviews: what somebody said of a record at some time. */
export interface ReviewLine {
  /** The record's key. */
  readonly record: string;
  /** Null: it is taken back; absent: nothing is said of it. */
  readonly verdict?: Verdict | null;
  /** '': it is taken back; absent: nothing is said of it. */
  readonly note?: string;
  readonly reviewer: string;
  /** ISO 8601. */
  readonly at: string;
}

const KEY = /^[0-9a-f]{64}$/;
/** The time behind the last one of the year 9999 has a longer year. */
const TIME = /^(?:\d{4}|\+\d{6})-\d\d-\d\dT\d\d:\d\d/;

/** The line's text, without a line end. Equal lines give equal texts. */
export function writeReviewLine({ record, verdict, note, reviewer, at }: ReviewLine): string {
  return JSON.stringify({ record, verdict, note, reviewer, at });
}

/** Reads a line; undefined if it is none, or says something that is not known here. */
export function readReviewLine(text: string): ReviewLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { record, verdict, note, reviewer = '', at } = value as Readonly<Record<string, unknown>>;
  if (typeof record !== 'string' || !KEY.test(record) || typeof reviewer !== 'string') return undefined;
  if (typeof at !== 'string' || !TIME.test(at) || Number.isNaN(Date.parse(at))) return undefined;
  if (verdict !== undefined && verdict !== null && !isVerdict(verdict)) return undefined;
  if (note !== undefined && typeof note !== 'string') return undefined;
  if (verdict === undefined && note === undefined) return undefined;
  return { record, ...(verdict !== undefined && { verdict }), ...(note !== undefined && { note }), reviewer, at };
}
