import type { Shape } from '../../dataset/recordShape';
import { FIRST_RECORDS, type RecordPlace, type Seen } from '../seen';
import { addShape, forgetData, newColumn, newTally, type Column, type GrowingColumn, type KindTotal } from './column';

/** The columns of a part of a file that is read once, from its beginning to its end; plain data. */
export type SeenColumn = GrowingColumn<Seen>;

/** `datasets` reads JSON Lines in chunks of that many bytes, each with the rest of its last line (packaged_modules/json: `chunksize`). */
export const FIRST_CHUNK = 10 << 20;

/** Adds the records of a shape. */
export function addRecords(column: SeenColumn, shape: Shape, seen: Seen): void {
  const tally = newTally<Seen>(seen.count, true, (_column, _kind, known) => joined(known, seen));
  addShape(column, shape, tally);
}

/**
 * Adds the columns of another part of the file.
 *
 * @param move brings what is told of the other part to its place in the file
 */
export function addColumns(into: SeenColumn, from: SeenColumn, move: (seen: Seen) => Seen): void {
  into.rows += from.rows;
  into.objects += from.objects;
  into.holders += from.holders;
  into.isMap ||= from.isMap;
  for (const [kind, seen] of from.kinds) into.kinds.set(kind, joined(into.kinds.get(kind), move(seen)));
  if (from.items) addColumns((into.items ??= newColumn()), from.items, move);
  if (into.isMap) {
    into.fields.clear();
    return;
  }
  for (const [key, field] of from.fields) {
    let own = into.fields.get(key);
    if (!own) into.fields.set(key, (own = newColumn()));
    addColumns(own, field, move);
  }
  forgetData(into);
}

/** The columns as rules see them. */
export function toldColumns(column: SeenColumn): Column {
  const told = (seen: Seen): Seen & KindTotal => ({ ...seen, isEarly: isInFirstChunk(seen.place) });
  return {
    ...column,
    kinds: new Map([...column.kinds].map(([kind, seen]) => [kind, told(seen)])),
    fields: new Map([...column.fields].map(([key, field]) => [key, toldColumns(field)])),
    items: column.items && toldColumns(column.items),
  };
}

/** A line that begins just behind the chunk is read with it. */
function isInFirstChunk({ offset }: RecordPlace): boolean {
  return offset <= FIRST_CHUNK;
}

/** Shapes come in any order; the first records are those with the lowest numbers. */
export function joined(known: Seen | undefined, more: Seen): Seen {
  if (!known) return { ...more, records: [...more.records] };
  if (known.records.length === FIRST_RECORDS && known.records.at(-1)! < more.place.record) {
    known.count += more.count;
    return known;
  }
  const { place } = known.place.record <= more.place.record ? known : more;
  const records = [...known.records, ...more.records].sort((a, b) => a - b).slice(0, FIRST_RECORDS);
  return { count: known.count + more.count, records, place };
}
