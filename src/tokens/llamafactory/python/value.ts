/** A float of Python that JavaScript can't tell from an int, such as `1.0` or `1e5`. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

/** A `datetime.datetime`, as Arrow makes of a column that holds nothing but ISO dates. */
export class PythonDate {
  constructor(readonly text: string) {}
}

export type PythonDict = ReadonlyMap<string, PythonValue> | { readonly [key: string]: PythonValue };

/**
 * A value as LLaMA-Factory holds it. What `JSON.parse` makes is one, with these limits: `1.0` counts as the int 1, ints beyond 2⁵³ lose
 * digits, and keys that look like array indices come first. `loads` (json.ts) has none of them: it makes maps, floats and bigints.
 */
export type PythonValue =
  null | boolean | string | number | bigint | PythonFloat | PythonDate | readonly PythonValue[] | PythonDict;

export function isList(value: PythonValue | undefined): value is readonly PythonValue[] {
  return Array.isArray(value);
}

export function isDict(value: PythonValue | undefined): value is PythonDict {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof PythonFloat) && !(value instanceof PythonDate);
}

/** True for a number that Python holds as a float. */
export function isFloat(value: PythonValue): value is number | PythonFloat {
  return value instanceof PythonFloat || (typeof value === 'number' && !Number.isInteger(value));
}

/** `type(value).__name__` */
export function typeName(value: PythonValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (isFloat(value)) return 'float';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (value instanceof PythonDate) return 'datetime.datetime';
  return isList(value) ? 'list' : 'dict';
}

/** `bool(value)` */
export function truthy(value: PythonValue): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return entries(value).length > 0;
  if (value instanceof PythonFloat) return value.value !== 0;
  if (typeof value === 'number') return value !== 0;
  return value instanceof PythonDate || Boolean(value);
}

/** The keys with their values, in Python's order. */
export function entries(dict: PythonDict): [string, PythonValue][] {
  return isMap(dict) ? [...dict] : Object.entries(dict);
}

/** `dict.get(key)`, undefined for a key that is not there. */
export function lookUp(dict: PythonDict, key: string): PythonValue | undefined {
  if (isMap(dict)) return dict.get(key);
  return Object.hasOwn(dict, key) ? dict[key] : undefined;
}

function isMap(dict: PythonDict): dict is ReadonlyMap<string, PythonValue> {
  return dict instanceof Map;
}
