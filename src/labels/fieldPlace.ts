/**
 * Where fields stand among the others of a file's records: field → all fields of a usual record that has it, in their order. A field that is not in it
 * goes behind the last one.
 */
export type FieldPlace = ReadonlyMap<string, readonly string[]>;

/** For what nobody knows a place: behind the last field. */
export const LAST: FieldPlace = new Map();

/** Records that are looked at for each field; the order that most of them have counts. */
const ENOUGH = 50;

/**
 * The places of fields, told by the records that have them.
 *
 * @param records parsed; no more of them are taken than are needed
 */
export function fieldPlace(
  records: Iterable<Readonly<Record<string, unknown>>>,
  fields: readonly string[],
): FieldPlace {
  const found = new Map(fields.map((field) => [field, new Map<string, number>()]));
  let open = fields.length * ENOUGH;
  for (const record of records) {
    const having = fields.filter((field) => Object.hasOwn(record, field));
    if (having.length === 0) continue;
    const order = JSON.stringify(Object.keys(record));
    for (const field of having) {
      const orders = found.get(field)!;
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    open -= having.length;
    if (open <= 0) break;
  }
  return new Map(
    [...found].flatMap(([field, orders]) => {
      const [most] = [...orders].sort(([, a], [, b]) => b - a);
      return most ? [[field, JSON.parse(most[0]) as string[]]] : [];
    }),
  );
}

/** The index that a field gets among the fields of a record: behind the nearest of those that usually precede it, else before the nearest that follow. */
export function indexOfField(field: string, present: readonly string[], place: FieldPlace): number {
  const order = place.get(field) ?? [];
  const at = order.indexOf(field);
  if (at < 0) return present.length;
  for (const before of order.slice(0, at).reverse()) {
    const index = present.lastIndexOf(before);
    if (index >= 0) return index + 1;
  }
  for (const after of order.slice(at + 1)) {
    const index = present.indexOf(after);
    if (index >= 0) return index;
  }
  return present.length;
}
