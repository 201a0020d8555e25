import { isJsonObject } from '../dataset/jsonObject';

/** A server's answer is not what such servers give. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** A value's JSON; '' where it is nested too deeply to be written, though it could be read. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** A field of what a server answered, by its path; undefined where there is none. A number is an index of a list. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? (found as readonly unknown[])[step] : undefined;
    else found = isJsonObject(found) ? found[step] : undefined;
  }
  return found;
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | null {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] | null {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : null;
}

/** Token ids; null if there is no such list, or something else in it. */
export function idsAt(value: unknown, ...path: readonly (string | number)[]): readonly number[] | null {
  const found = listAt(value, ...path);
  return found !== null && found.every((item) => Number.isInteger(item)) ? (found as readonly number[]) : null;
}

/** Bytes of a token; null if they are not told. */
export function bytesAt(value: unknown, ...path: readonly (string | number)[]): readonly number[] | null {
  const found = idsAt(value, ...path);
  return found !== null && found.every((byte) => byte >= 0 && byte <= 255) ? found : null;
}
