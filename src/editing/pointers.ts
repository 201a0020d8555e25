import { isJsonObject } from '../dataset/jsonObject';

/** The names and indices of a JSON Pointer (RFC 6901). */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => raw.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** The pointer of what holds the value; '' is the record. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** The name or index of a value in what holds it. */
export function nameOf(pointer: string): string {
  return segmentsOf(pointer).at(-1) ?? '';
}

/** True for a pointer to something within what the other one names. */
export function isWithin(pointer: string, outer: string): boolean {
  return pointer.startsWith(`${outer}/`);
}

/** What is known of the value that a pointer names, or else of the nearest one that holds it, the record left out. */
export function nearest<T>(pointer: string, known: ReadonlyMap<string, T>): T | undefined {
  for (let at = pointer; at !== ''; at = parentOf(at)) {
    const found = known.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a pointer names; undefined if there is nothing. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const name of segmentsOf(pointer)) {
    if (Array.isArray(found)) found = (found as unknown[])[Number(name)];
    else found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}
