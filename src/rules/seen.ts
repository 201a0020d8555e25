import type { Position } from '../dataset/sequence';
import type { Mark, MarkTotal } from './rule';

/** How many of the first records that bear something are named. */
export const FIRST_RECORDS = 5;
/** Different marks of a rule that are told apart, which bounds the memory where every record has one of its own. */
export const MAX_MARKS = 100_000;

/** Where a record's piece stands in a file that is read from its beginning to its end. */
export interface RecordPlace extends Position {
  readonly record: number;
  /** In bytes, or in UTF-16 units where a text is read; so is its length. */
  readonly offset: number;
  readonly length: number;
}

/** The records that bear something; plain data. */
export interface Seen extends MarkTotal {
  count: number;
  records: number[];
  readonly place: RecordPlace;
}

export function seenAt(place: RecordPlace): Seen {
  return { count: 1, records: [place.record], place };
}

/** Counts one record more. */
export function seeAgain(seen: Seen, record: number): void {
  seen.count++;
  if (seen.records.length < FIRST_RECORDS) seen.records.push(record);
}

/** Counts all that `more` counts, which come later in the file. */
export function addSeen(seen: Seen, { count, records }: MarkTotal): void {
  seen.count += count;
  for (let i = 0; i < records.length && seen.records.length < FIRST_RECORDS; i++) seen.records.push(records[i]!);
}

/** The marks of records by rule and key; plain data. */
export interface SeenMarks {
  readonly byRule: Map<string, Map<string, Seen>>;
  /** Rules that have more different marks than are told apart. */
  readonly overfull: Set<string>;
}

export function noMarks(): SeenMarks {
  return { byRule: new Map(), overfull: new Set() };
}

export function addMark({ byRule, overfull }: SeenMarks, { rule, key }: Mark, more: Seen): void {
  let marks = byRule.get(rule);
  if (!marks) byRule.set(rule, (marks = new Map<string, Seen>()));
  const known = marks.get(key);
  if (known) addSeen(known, more);
  else if (marks.size < MAX_MARKS) marks.set(key, { ...more, records: [...more.records] });
  else overfull.add(rule);
}
