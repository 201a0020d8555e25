import { MAX_PARTS, type Shape, type ShapeKind } from '../../dataset/recordShape';
import type { MarkTotal } from '../rule';

/** The records that have a value of some kind in a column. */
export interface KindTotal extends MarkTotal {
  /** Some of them begin in the first chunk of the file, from which `datasets` takes the types of its columns. */
  readonly isEarly: boolean;
}

/** What the records of a file hold in one place: a column, a key of the objects in one, or the items of its lists. */
export interface Column<Kind = KindTotal> {
  /** Records in which something stands here. */
  readonly rows: number;
  readonly kinds: ReadonlyMap<ShapeKind, Kind>;
  /** Of objects: their keys. Order means nothing. */
  readonly fields: ReadonlyMap<string, Column<Kind>>;
  /** Of lists: their items. */
  readonly items: Column<Kind> | undefined;
  /** Objects of different forms, over all records; and how many of them, one level up, have this key. */
  readonly objects: number;
  readonly holders: number;
  /** Some objects have keys that are data: {@link fields} doesn't tell all of them. */
  readonly isMap: boolean;
}

/** A {@link Column} while records are added to it or taken away; plain data. */
export interface GrowingColumn<Kind> extends Column<Kind> {
  rows: number;
  kinds: Map<ShapeKind, Kind>;
  fields: Map<string, GrowingColumn<Kind>>;
  items: GrowingColumn<Kind> | undefined;
  objects: number;
  holders: number;
  isMap: boolean;
  /** The {@link Tally.id} of the last records that were added here: those with several items in a list count once. */
  last: number;
  lastKinds: ShapeKind[];
}

export function newColumn<Kind>(): GrowingColumn<Kind> {
  const parts = { kinds: new Map(), fields: new Map(), items: undefined, last: 0, lastKinds: [] };
  return { rows: 0, objects: 0, holders: 0, isMap: false, ...parts };
}

/** Counts records of a shape: how many they are, negative if they are taken away, and what becomes of the total of each kind. */
export interface Tally<Kind> {
  /** Above 0, another one for other records. */
  readonly id: number;
  readonly count: number;
  /** The total with these records; undefined: none is left. */
  total(column: GrowingColumn<Kind>, kind: ShapeKind, known: Kind | undefined): Kind | undefined;
  /** Records are never taken away: what has too many keys can be forgotten. */
  readonly isFinal: boolean;
}

let tallies = 0;

export function newTally<Kind>(count: number, isFinal: boolean, total: Tally<Kind>['total']): Tally<Kind> {
  return { id: ++tallies, count, isFinal, total };
}

/** Adds records of a shape to what stands in a place, or takes them away. */
export function addShape<Kind>(column: GrowingColumn<Kind>, shape: Shape, tally: Tally<Kind>): void {
  const { count } = tally;
  if (column.last !== tally.id) {
    column.last = tally.id;
    column.lastKinds = [];
    column.rows += count;
  }
  if (!column.lastKinds.includes(shape.kind)) {
    column.lastKinds.push(shape.kind);
    const total = tally.total(column, shape.kind, column.kinds.get(shape.kind));
    if (total === undefined) column.kinds.delete(shape.kind);
    else column.kinds.set(shape.kind, total);
  }
  if (shape.kind === 'list') {
    column.items ??= newColumn();
    for (const item of shape.items) addShape(column.items, item, tally);
  } else if (shape.kind === 'object') {
    column.objects += count;
    if (column.isMap) return;
    for (const { key, value } of shape.fields) addField(column, key, value, tally);
    if (tally.isFinal) forgetData(column);
  }
}

function addField<Kind>(column: GrowingColumn<Kind>, key: string, value: Shape, tally: Tally<Kind>): void {
  let field = column.fields.get(key);
  if (!field) column.fields.set(key, (field = newColumn()));
  field.holders += tally.count;
  addShape(field, value, tally);
  if (field.holders === 0) column.fields.delete(key);
}

/** Lets go of keys that are so many that they are data. */
export function forgetData<Kind>(column: GrowingColumn<Kind>): void {
  if (column.fields.size <= MAX_PARTS) return;
  column.isMap = true;
  column.fields.clear();
}

/** The keys of the objects in a place, unless they are data. */
export function fieldsOf<Kind>(column: Column<Kind>): Iterable<[string, Column<Kind>]> {
  const isMap = column.isMap || column.kinds.has('map') || column.fields.size > MAX_PARTS;
  return isMap ? [] : column.fields;
}
