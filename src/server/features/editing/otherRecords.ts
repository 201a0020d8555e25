import type { CheckedDataset } from '../../../rules/checkedDataset';
import { isJsonObject } from '../../../dataset/jsonObject';
import type { Format } from '../../../dataset/format';
import { valueText, type Piece } from '../../../dataset/piece';
import { allTurns, type Turn } from '../../../dataset/sample';
import type { Path } from '../../../dataset/schemaAt';

/** Records that are looked at, and UTF-16 units of them together: some milliseconds of parsing. */
const MAX_RECORDS = 1000;
const MAX_LENGTH = 1_500_000;
const MAX_VALUE_LENGTH = 300;
/** So many values without a single repetition are names of records, or free text. */
const MAX_UNREPEATED = 8;

/** The records of a dataset without the one that is being written. */
export interface OtherRecords {
  readonly dataset: CheckedDataset;
  readonly except: Piece;
}

/** A value and the number of records that have it. */
export interface UsedValue {
  readonly value: string;
  readonly records: number;
}

/**
 * The short texts that records have at a path, the most frequent ones first; of items of lists, those at any index. None where they tell records apart, such as
 * ids.
 */
export function usedValues({ dataset, except }: OtherRecords, path: Path): UsedValue[] {
  return ranked(countIn({ dataset, except }, (record) => valuesAt(record, path)));
}

/** The short texts that turns of a kind have, such as the system prompts. */
export function usedContents(others: OtherRecords, format: Format, wants: (turn: Turn) => boolean): UsedValue[] {
  return ranked(
    countIn(others, (record) =>
      allTurns(format.read(record))
        .filter(wants)
        .map(({ content }) => content),
    ),
  );
}

/** The places, any index in them being 0, where records have the texts of turns: prompts and answers, which are written and not chosen. */
export function freeTextPlaces(others: OtherRecords, format: Format): ReadonlySet<string> {
  const places = countIn(others, (record) =>
    allTurns(format.read(record)).flatMap(({ role, pointers }) => (role === 'system' ? [] : pointers.map(anyIndex))),
  );
  return new Set(places.keys());
}

/** A JSON Pointer with every index made 0. */
export function anyIndex(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/0');
}

function countIn(
  { dataset, except }: OtherRecords,
  texts: (record: Readonly<Record<string, unknown>>) => readonly unknown[],
): Map<string, number> {
  const counts = new Map<string, number>();
  let records = 0;
  let length = 0;
  for (const { piece } of dataset.text.pieces.placed()) {
    if (piece.kind !== 'record' || !piece.shape || piece === except) continue;
    records++;
    length += piece.text.length;
    if (records > MAX_RECORDS || (length > MAX_LENGTH && records > 1)) break;
    const record = parsed(valueText(piece));
    if (!isJsonObject(record)) continue;
    for (const text of new Set(texts(record))) {
      if (typeof text === 'string' && text !== '' && text.length <= MAX_VALUE_LENGTH) {
        counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
  }
  return counts;
}

function ranked(counts: ReadonlyMap<string, number>): UsedValue[] {
  const isRepeated = [...counts.values()].some((count) => count > 1);
  if (!isRepeated && counts.size > MAX_UNREPEATED) return [];
  return [...counts].map(([value, records]) => ({ value, records })).sort((a, b) => b.records - a.records);
}

function valuesAt(value: unknown, path: Path): unknown[] {
  let found: unknown[] = [value];
  for (const segment of path) {
    found = found.flatMap((each): unknown[] => {
      if (typeof segment === 'number') return Array.isArray(each) ? each : [];
      return isJsonObject(each) && Object.hasOwn(each, segment) ? [each[segment]] : [];
    });
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
