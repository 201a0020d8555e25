/** How characters are written that can be written in two ways. */
export interface EscapeStyle {
  /** Characters beyond ASCII are escaped. */
  readonly isAscii: boolean;
  /** The digits of escapes are `A` to `F`. */
  readonly isUpperCase: boolean;
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const ESCAPED = /\\u(?!00[0-7])[0-9a-fA-F]{4}/;
const LOWER_CASE = /\\u[0-9A-F]{0,3}[a-f]/;
const UPPER_CASE = /\\u[0-9a-f]{0,3}[A-F]/;

/**
 * How characters beyond ASCII are written: as in the first text that has any.
 *
 * @param texts JSON, the most telling one first
 */
export function escapeStyleOf(texts: Iterable<string>): EscapeStyle {
  for (const text of texts) {
    if (BEYOND_ASCII.test(text)) break;
    if (ESCAPED.test(text)) return { isAscii: true, isUpperCase: UPPER_CASE.test(text) && !LOWER_CASE.test(text) };
  }
  return { isAscii: false, isUpperCase: false };
}

/** Characters that must not or should not stand in a text as they are: halves of surrogate pairs, and what some programs take for the end of a line. */
const UNSAFE = /[\u2028\u2029]|\p{Surrogate}/gu;

/**
 * Writes JSON text in a style.
 *
 * @param json a string, or what stands between its quotes
 */
export function inStyle(json: string, { isAscii, isUpperCase }: EscapeStyle): string {
  const escape = (unit: string): string => {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${isUpperCase ? digits.toUpperCase() : digits}`;
  };
  return json.replace(isAscii ? /[\u0080-\uffff]/g : UNSAFE, escape);
}
