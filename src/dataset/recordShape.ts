import { isJsonSpace } from './skim';

/**
 * What a value is to a reader of columns. `date`: text that is an ISO date; `json`: text that is JSON by itself, such as `42` or `{"a":1}`; `map`: an
 * object with so many keys that they are data; `deep`: something that nobody looked into.
 */
export type ShapeKind =
  'null' | 'bool' | 'int' | 'float' | 'string' | 'date' | 'json' | 'list' | 'object' | 'map' | 'deep';

/** Values that are nested deeper than this are not looked into. */
const MAX_DEPTH = 32;
/** Keys of an object, and different shapes of a list's items. */
export const MAX_PARTS = 500;

interface Field {
  readonly key: string;
  readonly value: Shape;
}

/**
 * The form of a value without its content. In a {@link ShapeTable}, values of one form have the very same shape: it is found key by key, by a comparison
 * each, and no text is built.
 */
export class Shape {
  private longer: Map<Shape, Shape> | undefined;
  private lastKey: string | undefined;
  private lastValue: Shape | undefined;
  private lastNext: Shape | undefined;
  private next: Map<Shape, Map<string, Shape>> | undefined;
  private ownFields: readonly Field[] | undefined;

  constructor(
    readonly kind: ShapeKind,
    readonly id: number,
    /** Every key in it is ASCII. */
    readonly isAscii: boolean,
    /** Of a list: the shapes of its items, each once. */
    readonly items: readonly Shape[],
    /** Of an object: its last key, and the object without it. */
    readonly before?: Shape,
    readonly field?: Field,
    private readonly size = 0,
  ) {}

  /** Of an object: its keys in order with the shapes of their values. */
  get fields(): readonly Field[] {
    this.ownFields ??= fieldsUpTo(this);
    return this.ownFields;
  }

  /** An object with one key more. */
  with(key: string, value: Shape, table: ShapeTable): Shape {
    if (this.lastKey === key && this.lastValue === value) return this.lastNext!;
    return this.kind === 'map' ? this : this.extended(key, value, () => this.larger(key, value, table));
  }

  /** A list with one item more. */
  including(item: Shape, table: ShapeTable): Shape {
    if (this.lastValue === item) return this.lastNext!;
    if (this.items.includes(item) || this.items[0]?.kind === 'deep') return this;
    this.longer ??= new Map();
    let next = this.longer.get(item);
    if (!next) this.longer.set(item, (next = table.list([...this.items, item])));
    this.lastValue = item;
    this.lastNext = next;
    return next;
  }

  private extended(key: string, value: Shape, make: () => Shape): Shape {
    this.next ??= new Map();
    let byKey = this.next.get(value);
    if (!byKey) this.next.set(value, (byKey = new Map<string, Shape>()));
    let next = byKey.get(key);
    if (!next) byKey.set(key, (next = make()));
    this.lastKey = key;
    this.lastValue = value;
    this.lastNext = next;
    return next;
  }

  private larger(key: string, value: Shape, table: ShapeTable): Shape {
    const isAscii = this.isAscii && value.isAscii && !NOT_ASCII.test(key);
    if (this.size === MAX_PARTS) return new Shape('map', table.nextId(), isAscii, []);
    return new Shape('object', table.nextId(), isAscii, [], this, { key, value }, this.size + 1);
  }
}

function fieldsUpTo(last: Shape): readonly Field[] {
  const fields: Field[] = [];
  for (let shape: Shape | undefined = last; shape?.field; shape = shape.before) fields.push(shape.field);
  return fields.reverse();
}

const NOT_ASCII = /[^\0-\x7f]/;

const [NULL, BOOL, INT, FLOAT, STRING, DATE, JSON_TEXT, DEEP] = (
  ['null', 'bool', 'int', 'float', 'string', 'date', 'json', 'deep'] as const
).map((kind, id) => new Shape(kind, id, true, [])) as [Shape, Shape, Shape, Shape, Shape, Shape, Shape, Shape];

/** All shapes of a file's records. */
export class ShapeTable {
  private count = DEEP.id + 1;
  private readonly emptyList = new Shape('list', this.nextId(), true, []);
  private readonly emptyObject = new Shape('object', this.nextId(), true, []);
  private readonly lists = new Map<string, Shape>();

  /** How many shapes there are, those of parts too. */
  get size(): number {
    return this.count;
  }

  /**
   * The shape of a value that was parsed.
   *
   * @param parts gets what is met on the way
   */
  of(value: unknown, parts: RecordParts, depth = 0): Shape {
    if (typeof value === 'string') return this.text(value, parts);
    if (typeof value !== 'object') return typeof value === 'number' ? numberShape(value) : BOOL;
    if (value === null) return NULL;
    if (depth === MAX_DEPTH) return DEEP;
    if (Array.isArray(value)) {
      let list = this.emptyList;
      for (const item of value as unknown[]) list = list.including(this.of(item, parts, depth + 1), this);
      return list;
    }
    let object = this.emptyObject;
    for (const key in value) {
      parts.keys++;
      const member = (value as Record<string, unknown>)[key];
      object = object.with(
        key,
        typeof member === 'string' ? this.text(member, parts) : this.of(member, parts, depth + 1),
        this,
      );
    }
    return object;
  }

  private text(value: string, parts: RecordParts): Shape {
    parts.texts.push(value);
    return textShape(value);
  }

  /** The list whose items have these shapes, in whatever order. */
  list(items: readonly Shape[]): Shape {
    const isDeep = items.length > MAX_PARTS || items.includes(DEEP);
    const kept = isDeep ? [DEEP] : [...items].sort((a, b) => a.id - b.id);
    const name = kept.map(({ id }) => id).join();
    let list = this.lists.get(name);
    if (!list) {
      list = new Shape(
        'list',
        this.nextId(),
        kept.every(({ isAscii }) => isAscii),
        kept,
      );
      this.lists.set(name, list);
    }
    return list;
  }

  nextId(): number {
    return this.count++;
  }
}

/** What a value holds, down to the depth to which it is looked into. */
export interface RecordParts {
  /** How many keys there are, at all levels. */
  keys: number;
  readonly texts: string[];
}

/** What a value is, without its parts. */
export function kindOf(value: unknown): ShapeKind {
  if (typeof value === 'string') return textShape(value).kind;
  if (typeof value === 'number') return numberShape(value).kind;
  if (typeof value === 'boolean') return 'bool';
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return Object.keys(value).length > MAX_PARTS ? 'map' : 'object';
}

function numberShape(value: number): Shape {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63 ? INT : FLOAT;
}

/** 1 for the characters with which a text begins that is JSON or a date: white space, quote, minus, digits, brackets, and the first letters of words. */
const MAY_BEGIN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s"\-\d[{tfn]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** The shape of a text, which may hold the bytes of UTF-8, one in each unit. */
function textShape(text: string): Shape {
  if (text === '') return STRING;
  // Beyond the table it is undefined.
  if (MAY_BEGIN[text.charCodeAt(0)] !== 1) return STRING;
  if (text.length >= 10 && text.charCodeAt(4) === HYPHEN && ISO_DATE.test(text)) return DATE;
  return isJson(text) ? JSON_TEXT : STRING;
}

const HYPHEN = 0x2d;

/** The formats that pyarrow's JSON reader takes for a timestamp. */
export const ISO_DATE =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** True for a text that is JSON by itself. */
export function isJson(text: string): boolean {
  let [start, end] = [0, text.length - 1];
  while (isJsonSpace(text.charCodeAt(start))) start++;
  while (isJsonSpace(text.charCodeAt(end))) end--;
  if (!canEnclose(text.charCodeAt(start), text.charCodeAt(end), end - start)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether JSON can begin and end with these characters, at that distance. */
function canEnclose(first: number, last: number, distance: number): boolean {
  switch (first) {
    case 0x7b: // {
      return last === 0x7d;
    case 0x5b: // [
      return last === 0x5d;
    case 0x22: // "
      return last === first;
    case 0x74: // true
    case 0x6e: // null
      return distance === 3;
    case 0x66: // false
      return distance === 4;
    default:
      // Numbers are never that long.
      return last >= 0x30 && last <= 0x39 && distance < 400;
  }
}
