/** How a file's records have a field. */
export interface FieldHabit {
  /** All fields of a usual record that has it, in their order. */
  readonly order: readonly string[];
  /** It holds lists. */
  readonly isList?: boolean;
}

/** How a file's records have fields. A field that is not in it goes behind the last one. */
export type FieldPlace = ReadonlyMap<string, FieldHabit>;

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
  const found = new Map(fields.map((field) => [field, { orders: new Map<string, number>(), records: 0, lists: 0 }]));
  let open = fields.length * ENOUGH;
  for (const record of records) {
    const having = fields.filter((field) => Object.hasOwn(record, field));
    if (having.length === 0) continue;
    const order = JSON.stringify(Object.keys(record));
    for (const field of having) {
      const seen = found.get(field)!;
      seen.orders.set(order, (seen.orders.get(order) ?? 0) + 1);
      seen.records += 1;
      if (Array.isArray(record[field])) seen.lists += 1;
    }
    open -= having.length;
    if (open <= 0) break;
  }
  return new Map(
    [...found].flatMap(([field, { orders, records, lists }]) => {
      const [most] = [...orders].sort(([, a], [, b]) => b - a);
      return most ? [[field, { order: JSON.parse(most[0]) as string[], isList: lists * 2 > records }]] : [];
    }),
  );
}

/** The index that a field gets among the fields of a record: behind the nearest of those that usually precede it, else before the nearest that follow. */
export function indexOfField(field: string, present: readonly string[], place: FieldPlace): number {
  const { order = [] } = place.get(field) ?? {};
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
