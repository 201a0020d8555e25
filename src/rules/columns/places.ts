import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { kindOf, type ShapeKind } from '../../dataset/recordShape';
import { pointerOf } from '../../dataset/tree';
import { mergeTypes, type Columns, type ColumnType } from '../../tokens/llamafactory/columns';
import type { MarkTotal } from '../rule';
import { brief } from '../brief';
import type { Seen } from '../seen';
import { fieldsOf, type Column, type KindTotal } from './column';
import { LiveKind } from './liveColumns';
import { joined } from './seenColumns';

/** The items of a list, in a path. */
export const ITEMS = Symbol('items');

/** Where a column stands: keys of objects, and {@link ITEMS} for what lists hold. */
export type Path = readonly (string | typeof ITEMS)[];

/** A column, a key of the objects in one, or the items of its lists. */
export interface Place {
  readonly path: Path;
  readonly column: Column;
}

/**
 * Every place in the records of a file, a column before what is in it.
 *
 * @param enters false for a place that is not looked into
 */
export function* placesIn(column: Column, enters: (place: Place) => boolean, path: Path = []): Generator<Place> {
  const place = { path, column };
  if (path.length > 0) yield place;
  if (!enters(place)) return;
  if (column.items) yield* placesIn(column.items, enters, [...path, ITEMS]);
  for (const [key, field] of byName(column)) yield* placesIn(field, enters, [...path, key]);
}

/** The keys of the objects in a place, unless they are data, in an order that no record has a part in. */
export function byName(column: Column): [string, Column][] {
  return [...fieldsOf(column)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A path for people: `messages[].content`; long ones are cut off. */
export function nameOf(path: Path): string {
  return brief(path.map((part, i) => (part === ITEMS ? '[]' : i === 0 ? part : `.${part}`)).join(''));
}

/** The first records, for people: 1-based, with an ellipsis if there are more. */
export function namesOf({ records, count }: MarkTotal): string {
  const numbers = listOf(records.map((record) => String(record + 1)));
  return count > records.length ? l10n.t('{0}, …', numbers) : numbers;
}

/** The records of several kinds of values in a column together; undefined for none. */
export function together(column: Column, kinds: readonly ShapeKind[]): KindTotal | undefined {
  const totals = kinds.map((kind) => column.kinds.get(kind)).filter((total) => total !== undefined);
  const [first, ...others] = totals;
  if (!first || others.length === 0) return first;
  const sum = totals.reduce((all, { count }) => all + count, 0);
  const count = Math.min(sum, column.rows);
  if (first instanceof LiveKind) return first.with(others as unknown as LiveKind[], count);
  const seen = totals as unknown as readonly Seen[];
  const all = seen.reduce<Seen | undefined>((sum, one) => joined(sum, one), undefined);
  return { ...all!, count, isEarly: totals.some(({ isEarly }) => isEarly) };
}

/** What Arrow makes of a place. */
export function typeOf(column: Column, dates: boolean): ColumnType {
  return [...column.kinds.keys()].map((kind) => typeOfKind(column, kind, dates)).reduce(mergeTypes, { kind: 'null' });
}

/** What Arrow makes of a file's columns. @param dates as in `columnsOf` */
export function columnTypes(column: Column, dates: boolean): Columns {
  return new Map([...fieldsOf(column)].map(([key, field]) => [key, typeOf(field, dates)]));
}

function typeOfKind(column: Column, kind: ShapeKind, dates: boolean): ColumnType {
  switch (kind) {
    case 'list':
      return { kind, item: column.items ? typeOf(column.items, dates) : { kind: 'null' } };
    case 'object':
      return { kind: 'struct', fields: columnTypes(column, dates) };
    case 'map':
    case 'deep':
      return { kind: 'unknown' };
    case 'json':
      return { kind: 'string' };
    case 'date':
      return { kind: dates ? 'date' : 'string' };
    default:
      return { kind };
  }
}

/** The values in a place of a record, with their pointers. */
export function* valuesIn(
  value: unknown,
  path: Path,
  at: readonly (string | number)[] = [],
): Generator<{ readonly value: unknown; readonly kind: ShapeKind; readonly pointer: string }> {
  const [part, ...rest] = path;
  if (part === undefined) {
    yield { value, kind: kindOf(value), pointer: pointerOf(at) };
  } else if (part === ITEMS) {
    if (!Array.isArray(value)) return;
    for (const [i, item] of (value as unknown[]).entries()) yield* valuesIn(item, rest, [...at, i]);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, part)) {
    yield* valuesIn((value as Record<string, unknown>)[part], rest, [...at, part]);
  }
}
