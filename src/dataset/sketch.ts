import type { Fields } from './format';

/** A key with any kind of quotes, and the first character of its value. */
const KEY = /["'“]([^"'“”\\]{1,40})["'”]\s*[:：]\s*(.)/gs;

/**
 * A guess at a record whose text is no JSON, good enough to tell its format: its keys with values of the kind that their first characters tell. As
 * nesting can't be told, every key stands in the record itself and in each of its lists and objects.
 */
export function sketchOf(text: string): Fields {
  const sketch: Record<string, unknown> = {};
  const inner: Record<string, unknown> = {};
  for (const [, key, first] of text.matchAll(KEY)) {
    inner[key!] ??= 'text';
    sketch[key!] ??= first === '[' ? [inner] : first === '{' ? inner : first === 't' || first === 'f' ? true : 'text';
  }
  return sketch;
}
