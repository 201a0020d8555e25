import { isJsonObject } from '../jsonObject';

/** What the values of a column are. `messages`: a list of objects. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'messages' | 'list' | 'object';

/** In which files of a folder a field or a key stands, by their names. */
export interface Spread {
  readonly having: readonly string[];
  /** Files that were read to their end and in which it could stand, but never does. */
  readonly lacking: readonly string[];
}

/** What a key of messages holds. */
export interface KeyFacts {
  /** Records with a message that has it. */
  readonly records: number;
  /** Records with a message in which there is something in it, as in {@link ColumnFacts.filled}. */
  readonly filled: number;
  /** Objects that lack it, or have null in it. */
  readonly nulls: number;
  /** Its texts, with the number of records that have each; undefined if there are too many, or long ones. */
  readonly values: ReadonlyMap<string, number> | undefined;
  /** Among the files with objects in the field. */
  readonly spread: Spread;
}

/** What is known of a field of the records. */
export interface ColumnFacts {
  /** Records that have the key. */
  readonly present: number;
  /** Records in which there is something: neither null nor an empty text, list or object. */
  readonly filled: number;
  readonly kinds: ReadonlyMap<ValueKind, number>;
  /** Of objects, and of objects in lists: their keys. */
  readonly keys: ReadonlyMap<string, KeyFacts>;
  /** Among the files with records that are objects. */
  readonly spread: Spread;
}

/** What is known of the records of a dataset. */
export interface Contents {
  /** Records that were looked at. */
  readonly records: number;
  /** Not the whole dataset was looked at, but so many bytes of it; undefined: all of it. */
  readonly onlyBytes: number | undefined;
  readonly columns: ReadonlyMap<string, ColumnFacts>;
}

/** What is known of the file or folder of an entry. */
export interface DataFacts {
  readonly exists: boolean;
  /** Of a folder the names of the files in it. */
  readonly members: readonly string[] | undefined;
  /** Undefined for what isn't there, can't be read, or is no JSON. */
  readonly contents: Contents | undefined;
}

/** Different values of a key that are kept; a role has few, a content many. */
const MAX_VALUES = 40;
const MAX_VALUE_LENGTH = 40;
/** Columns and keys that are kept. */
const MAX_NAMES = 500;

/** What is counted once for each record. */
class PerRecord {
  count = 0;
  private last = 0;

  /** @param record its number, from 1 on */
  add(record: number): void {
    if (this.last !== record) this.count++;
    this.last = record;
  }
}

/** The files in which something stands, by number: they are read in a row. */
class InMembers {
  readonly numbers: number[] = [];

  add(member: number): void {
    if (this.numbers.at(-1) !== member) this.numbers.push(member);
  }
}

interface MutableKey {
  readonly own: PerRecord;
  readonly filled: PerRecord;
  /** Objects in which it is not null. */
  given: number;
  values: Map<string, PerRecord> | undefined;
  readonly members: InMembers;
}

interface MutableColumn {
  present: number;
  filled: number;
  kinds: Map<ValueKind, number>;
  /** How many objects the keys are of. */
  objects: number;
  readonly withObjects: InMembers;
  keys: Map<string, MutableKey>;
  readonly members: InMembers;
}

/** Gathers what is to be known of the records of a dataset. */
export class ContentsCollector {
  private records = 0;
  private readonly columns = new Map<string, MutableColumn>();
  private readonly names: string[] = [];
  private readonly withRecords = new InMembers();

  /** Says that the records that follow are those of the next file of a folder. */
  startMember(name: string): void {
    this.names.push(name);
  }

  /** Takes the next record, parsed. What is no object counts as a record without fields. */
  add(record: unknown): void {
    this.records++;
    if (!isJsonObject(record)) return;
    this.withRecords.add(this.names.length);
    for (const key in record) {
      const column = this.column(key);
      if (column) this.addValue(column, record[key]);
    }
  }

  /** @param onlyBytes how much was read, if that was not all: then the last file's end is missing */
  contents(onlyBytes?: number): Contents {
    const readToEnd = onlyBytes === undefined ? this.names.length : this.names.length - 1;
    const spread = ({ numbers }: InMembers, { numbers: possible }: InMembers): Spread => {
      const own = new Set(numbers);
      const lacking = possible.filter((member) => member <= readToEnd && !own.has(member));
      return { having: this.named(numbers), lacking: this.named(lacking) };
    };
    const columns = mapped(this.columns, ({ objects, members, withObjects, ...column }) => ({
      ...column,
      keys: mapped(column.keys, (key) => ({ ...factsOf(key, objects), spread: spread(key.members, withObjects) })),
      spread: spread(members, this.withRecords),
    }));
    return { records: this.records, onlyBytes, columns };
  }

  /** The names of files by their numbers, which begin with 1; 0 stands for one that is no folder's. */
  private named(members: readonly number[]): string[] {
    return members.flatMap((member) => this.names[member - 1] ?? []);
  }

  private column(name: string): MutableColumn | undefined {
    let column = this.columns.get(name);
    if (!column && this.columns.size < MAX_NAMES) {
      const members = { withObjects: new InMembers(), members: new InMembers() };
      column = { present: 0, filled: 0, kinds: new Map(), objects: 0, keys: new Map(), ...members };
      this.columns.set(name, column);
    }
    return column;
  }

  private addValue(column: MutableColumn, value: unknown): void {
    column.present++;
    column.members.add(this.names.length);
    if (isEmpty(value)) return;
    column.filled++;
    const kind = kindOf(value);
    column.kinds.set(kind, (column.kinds.get(kind) ?? 0) + 1);
    if (isJsonObject(value)) this.addKeys(column, value);
    else if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isJsonObject(item)) this.addKeys(column, item);
    }
  }

  private addKeys(column: MutableColumn, message: Readonly<Record<string, unknown>>): void {
    const { keys } = column;
    column.objects++;
    column.withObjects.add(this.names.length);
    for (const name in message) {
      let key = keys.get(name);
      if (!key) {
        if (keys.size >= MAX_NAMES) continue;
        const counts = { own: new PerRecord(), filled: new PerRecord(), given: 0 };
        key = { ...counts, values: new Map(), members: new InMembers() };
        keys.set(name, key);
      }
      const value = message[name];
      key.own.add(this.records);
      key.members.add(this.names.length);
      if (!isEmpty(value)) key.filled.add(this.records);
      if (value !== null) key.given++;
      addText(key, value, this.records);
    }
  }
}

function addText(key: MutableKey, value: unknown, record: number): void {
  if (!key.values || typeof value !== 'string') return;
  let seen = key.values.get(value);
  if (!seen) {
    if (value.length > MAX_VALUE_LENGTH || key.values.size >= MAX_VALUES) {
      key.values = undefined;
      return;
    }
    key.values.set(value, (seen = new PerRecord()));
  }
  seen.add(record);
}

function factsOf({ own, filled, given, values }: MutableKey, objects: number): Omit<KeyFacts, 'spread'> {
  return {
    ...{ records: own.count, filled: filled.count, nulls: objects - given },
    values: values && mapped(values, ({ count }) => count),
  };
}

function mapped<From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function kindOf(value: unknown): ValueKind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return isJsonObject(value[0]) ? 'messages' : 'list';
  return 'object';
}
