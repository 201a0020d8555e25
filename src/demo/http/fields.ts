import { RequestFault } from './requestFault';

/** The fields of a request's body, each looked at when it is asked for. Null is as good as absent. */
export class Fields {
  constructor(readonly value: Readonly<Record<string, unknown>>) {}

  /** @throws RequestFault */
  static parse(text: string): Fields {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new RequestFault(400, 'The body is no JSON.');
    }
    if (!isObject(value)) throw new RequestFault(400, 'The body must be a JSON object.');
    return new Fields(value);
  }

  /** @throws RequestFault */
  number<T>(name: string, fallback: T, { min = -Infinity, max = Infinity, whole = false } = {}): number | T {
    const value = this.value[name] ?? undefined;
    if (value === undefined) return fallback;
    const isGood = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!isGood)
      throw new RequestFault(400, `${name} must be a ${whole ? 'whole ' : ''}number${range(min, max)}.`, name);
    return value;
  }

  /** @throws RequestFault */
  boolean(name: string, fallback: boolean): boolean {
    const value = this.value[name] ?? fallback;
    if (typeof value !== 'boolean') throw new RequestFault(400, `${name} must be true or false.`, name);
    return value;
  }

  /** One text or several. @throws RequestFault */
  texts(name: string): readonly string[] {
    const value = this.value[name] ?? [];
    const texts: unknown = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(texts) || !texts.every((one) => typeof one === 'string')) {
      throw new RequestFault(400, `${name} must be a text, or a list of texts.`, name);
    }
    return texts.filter((one) => one !== '');
  }

  /** @throws RequestFault */
  object(name: string): Readonly<Record<string, unknown>> {
    const value = this.value[name] ?? {};
    if (!isObject(value)) throw new RequestFault(400, `${name} must be an object.`, name);
    return value;
  }

  /** @throws RequestFault */
  objects(name: string): readonly Readonly<Record<string, unknown>>[] | null {
    const value = this.value[name] ?? null;
    if (value === null) return null;
    if (!Array.isArray(value) || !value.every(isObject)) {
      throw new RequestFault(400, `${name} must be a list of objects.`, name);
    }
    return value;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function range(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return '';
  if (max === Infinity) return `, at least ${min}`;
  return min === -Infinity ? `, at most ${max}` : ` from ${min} to ${max}`;
}
