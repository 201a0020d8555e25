import { PythonError, typeError } from './error';
import { repr } from './text';
import { entries, isDict, isList, lookUp, typeName, type PythonDict, type PythonValue } from './value';

/** `value[key]` with a string as key. */
export function getItem(value: PythonValue, key: string | null): PythonValue {
  if (isDict(value)) {
    const item = key === null ? undefined : lookUp(value, key);
    if (item === undefined) throw keyError(key);
    return item;
  }
  if (isList(value)) throw typeError(`list indices must be integers or slices, not ${typeName(key)}`);
  if (typeof value === 'string') throw typeError(`string indices must be integers, not '${typeName(key)}'`);
  throw typeError(`'${typeName(value)}' object is not subscriptable`);
}

export function keyError(key: PythonValue): PythonError {
  return new PythonError('KeyError', repr(key));
}

/** `value.get(key, missing)` */
export function get(value: PythonValue, key: string, missing: PythonValue): PythonValue {
  const item = lookUp(withMethod(value, 'get'), key);
  return item === undefined ? missing : item;
}

/** `value.items()` */
export function items(value: PythonValue): [string, PythonValue][] {
  return entries(withMethod(value, 'items'));
}

/** `key in value` */
export function contains(value: PythonValue, key: string): boolean {
  if (typeof value === 'string') return value.includes(key);
  if (isList(value)) return value.includes(key);
  if (isDict(value)) return lookUp(value, key) !== undefined;
  throw typeError(`argument of type '${typeName(value)}' is not iterable`);
}

/** `len(value)` */
export function length(value: PythonValue): number {
  if (typeof value === 'string') return Array.from(value).length;
  if (isList(value)) return value.length;
  if (isDict(value)) return entries(value).length;
  throw typeError(`object of type '${typeName(value)}' has no len()`);
}

/** What `for item in value` goes through. */
export function iterate(value: PythonValue): readonly PythonValue[] {
  if (isList(value)) return value;
  if (typeof value === 'string') return Array.from(value);
  if (isDict(value)) return entries(value).map(([key]) => key);
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

/** `separator.join(value)` */
export function join(separator: string, value: PythonValue): string {
  if (!isList(value) && typeof value !== 'string' && !isDict(value)) throw typeError('can only join an iterable');
  const parts = iterate(value);
  const wrong = parts.findIndex((part) => typeof part !== 'string');
  if (wrong < 0) return (parts as readonly string[]).join(separator);
  throw typeError(`sequence item ${wrong}: expected str instance, ${typeName(parts[wrong]!)} found`);
}

/** `value + text` */
export function add(value: PythonValue, text: string): string {
  if (typeof value === 'string') return value + text;
  if (isList(value)) throw typeError('can only concatenate list (not "str") to list');
  throw typeError(`unsupported operand type(s) for +: '${typeName(value)}' and 'str'`);
}

/** `value += text` */
export function extend(value: PythonValue, text: string): PythonValue {
  if (typeof value === 'string') return value + text;
  if (isList(value)) return [...value, ...text];
  throw typeError(`unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
}

/** `json.loads`, `re.search` and the like want text. */
export function textOf(value: PythonValue, complaint: (type: string) => string): string {
  if (typeof value === 'string') return value;
  throw typeError(complaint(typeName(value)));
}

function withMethod(value: PythonValue, method: string): PythonDict {
  if (isDict(value)) return value;
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute '${method}'`);
}
