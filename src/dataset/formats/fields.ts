import type { Fields } from '../format';
import type { Names } from '../names';
import { pointerOf } from '../tree';

/** A value of a record, and where it stands. */
export interface Place {
  readonly value: unknown;
  readonly pointer: string;
}

/** What the data has for a field of the format; undefined if the field is not read or the record does not have it. */
export function fieldAt(record: Fields, names: Names, field: string): Place | undefined {
  const name = names.field(field);
  if (name === undefined || !Object.hasOwn(record, name)) return undefined;
  return { value: record[name], pointer: pointerOf([name]) };
}

/** The first of several fields that a record has. */
export function firstFieldAt(record: Fields, names: Names, fields: readonly string[]): Place | undefined {
  for (const field of fields) {
    const place = fieldAt(record, names, field);
    if (place) return place;
  }
  return undefined;
}

/** The value that the data has for a field of the format; undefined if there is none. */
export function valueOf(record: Fields, names: Names, field: string): unknown {
  const name = names.field(field);
  return name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** True if the data has something other than null for the field. */
export function hasField(record: Fields, names: Names, field: string): boolean {
  const value = valueOf(record, names, field);
  return value !== undefined && value !== null;
}
