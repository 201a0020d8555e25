import { ISO_DATE } from '../../dataset/recordShape';
import { isDict, isFloat, isList, entries, PythonDate, PythonFloat, type PythonValue } from './python/value';

/**
 * What Arrow makes of the values in one place of a file. `datasets` reads a file into Arrow columns, and every value becomes what its
 * column is: objects get each other's keys, with null; ints beside floats become floats; text that is nothing but dates becomes dates.
 */
export type ColumnType =
  | { readonly kind: 'null' | 'bool' | 'int' | 'float' | 'string' | 'date' | 'conflict' | 'unknown' }
  | { readonly kind: 'list'; readonly item: ColumnType }
  | { readonly kind: 'struct'; readonly fields: Columns };

/** The columns of a file, or the keys of the objects in one place, in the order in which they were first seen. */
export type Columns = ReadonlyMap<string, ColumnType>;

/**
 * The columns of a file that holds this record only; {@link mergeColumns} joins those of many.
 *
 * @param dates true for a `.jsonl` file, whose reader (pyarrow) takes ISO dates for what they are; arrays are read by pandas, which doesn't
 */
export function columnsOf(record: unknown, dates: boolean): Columns {
  const row = record as PythonValue;
  if (!isDict(row)) return new Map();
  return new Map(entries(row).map(([key, value]) => [key, typeOf(value, dates)]));
}

/** The columns of two parts of a file, in this order. */
export function mergeColumns(first: Columns, second: Columns): Columns {
  const merged = new Map(first);
  for (const [key, type] of second) {
    const known = merged.get(key);
    merged.set(key, known ? mergeTypes(known, type) : type);
  }
  return merged;
}

/** True if one place holds values that no Arrow column holds together, such as text and lists: then the file does not load. */
export function haveConflict(columns: Columns): boolean {
  return [...columns.values()].some(isConflict);
}

function isConflict(type: ColumnType): boolean {
  if (type.kind === 'list') return isConflict(type.item);
  return type.kind === 'struct' ? haveConflict(type.fields) : type.kind === 'conflict';
}

/** The type of a column that holds this value only. */
export function typeOf(value: PythonValue, dates = false): ColumnType {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'bool' };
  if (typeof value === 'string') return { kind: dates && ISO_DATE.test(value) ? 'date' : 'string' };
  if (value instanceof PythonDate) return { kind: 'date' };
  if (isFloat(value)) return { kind: 'float' };
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: isInt64(value) ? 'int' : 'float' };
  if (isDict(value)) return { kind: 'struct', fields: columnsOf(value, dates) };
  return { kind: 'list', item: value.map((item) => typeOf(item, dates)).reduce(mergeTypes, { kind: 'null' }) };
}

function isInt64(value: number | bigint): boolean {
  return value >= -(2 ** 63) && value < 2 ** 63;
}

/** The type of a column that holds the values of both. */
export function mergeTypes(first: ColumnType, second: ColumnType): ColumnType {
  if (first.kind === 'null') return second;
  if (second.kind === 'null') return first;
  if (first.kind === 'unknown' || second.kind === 'unknown') return { kind: 'unknown' };
  if (first.kind === 'list' && second.kind === 'list') {
    return { kind: 'list', item: mergeTypes(first.item, second.item) };
  }
  if (first.kind === 'struct' && second.kind === 'struct') {
    return { kind: 'struct', fields: mergeColumns(first.fields, second.fields) };
  }
  if (first.kind === second.kind) return first;
  const kinds = [first.kind, second.kind].sort().join();
  if (kinds === 'float,int') return { kind: 'float' };
  return { kind: kinds === 'date,string' ? 'string' : 'conflict' };
}

/** The value as it comes out of a column of this type. */
export function inColumn(value: PythonValue, type: ColumnType): PythonValue {
  if (value === null) return null;
  if (type.kind === 'unknown') return isList(value) || isDict(value) ? inColumn(value, typeOf(value)) : value;
  if (type.kind === 'list' && isList(value)) return value.map((item) => inColumn(item, type.item));
  if (type.kind === 'struct' && isDict(value)) {
    const own = new Map(entries(value));
    return new Map([...type.fields].map(([key, field]) => [key, inColumn(own.get(key) ?? null, field)]));
  }
  if (type.kind === 'float' && (typeof value === 'number' || typeof value === 'bigint')) {
    return new PythonFloat(Number(value));
  }
  return type.kind === 'date' && typeof value === 'string' ? new PythonDate(value) : value;
}
