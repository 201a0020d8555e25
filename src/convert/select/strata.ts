import { isJsonObject } from '../../dataset/jsonObject';

/** Tells by the value of a field which stratum a record belongs to, and numbers the strata as they come. */
export class Strata {
  private readonly path: readonly string[];
  private readonly numbers = new Map<string, number>();

  /** @param field a JSON Pointer (`/meta/lang`), or names joined with dots (`meta.lang`) */
  constructor(field: string) {
    this.path = field.startsWith('/')
      ? field
          .slice(1)
          .split('/')
          .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'))
      : field.split('.');
  }

  /** Records without the field are a stratum of their own. */
  numberOf(record: unknown): number {
    const value = this.path.reduce(inside, record);
    const key = value === undefined ? '' : JSON.stringify(value);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.numbers.size);
    return this.numbers.size - 1;
  }

  /** How many there are. */
  get size(): number {
    return this.numbers.size;
  }
}

function inside(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(name)];
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
