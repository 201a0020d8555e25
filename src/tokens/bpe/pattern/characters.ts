import { LATER_CHARACTERS } from './laterCharacters';

/**
 * White space as Unicode's White_Space, Oniguruma's `\s` and Rust know it, as the inside of a class; JavaScript's `\s` lacks U+0085 and has
 * U+FEFF.
 */
export const SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Everything but a line feed: Oniguruma's `.` takes a carriage return. */
export const NO_LINE_FEED = '[^\\n]';

const CATEGORY = /^([pP])\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)\}/;
const CODE = /^(?:x([0-7][\da-fA-F])|u([\da-fA-F]{4}))/;
const CONTROLS: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };
const MARK = /^[\\^$.*+?()[\]{}|/#&~!"%,:;=@_ -]/;

/** What an escape stands for: one code point, or a class; `length` in UTF-16 units without the backslash. */
export type Escape = { readonly length: number } & ({ readonly code: number } | { readonly source: string });

/**
 * Reads an escape.
 *
 * @param rest what follows the backslash
 * @returns undefined if it means something else in JavaScript, or if it isn't known here
 */
export function readEscape(rest: string): Escape | undefined {
  const first = rest.charAt(0);
  if (first === 's' || first === 'S') return { length: 1, source: first === 's' ? `[${SPACE}]` : `[^${SPACE}]` };
  if (first === 'd' || first === 'D') return { length: 1, source: category(first === 'D', 'Nd') };
  const named = CATEGORY.exec(rest);
  if (named) return { length: named[0].length, source: category(named[1] === 'P', named[2]!) };
  const control = CONTROLS[first];
  if (control !== undefined) return { length: 1, code: control };
  const code = CODE.exec(rest);
  if (code) {
    const value = parseInt((code[1] ?? code[2])!, 16);
    return value >= 0xd800 && value < 0xe000 ? undefined : { length: code[0].length, code: value };
  }
  return MARK.test(rest) ? { length: 1, code: first.charCodeAt(0) } : undefined;
}

/** A code point so that it means itself inside and outside of a class. */
export function literal(code: number): string {
  const isMark = code < 0x80 && !/[0-9A-Za-z]/.test(String.fromCharCode(code));
  return isMark ? `\\x${code.toString(16).padStart(2, '0')}` : String.fromCodePoint(code);
}

/** Code points from the first to the last one. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * ASCII characters together with their other cases, as the inside of a class: Unicode folds U+017F (long s) to s and U+212A (Kelvin sign)
 * to k.
 */
export function foldedAscii(ranges: readonly Range[]): string {
  const folded = new Set<number>();
  for (const { first, last } of ranges) {
    for (let code = first; code <= last; code++) {
      const character = String.fromCharCode(code);
      for (const other of [character.toLowerCase(), character.toUpperCase()]) folded.add(other.charCodeAt(0));
      if (character.toLowerCase() === 's') folded.add(0x017f);
      if (character.toLowerCase() === 'k') folded.add(0x212a);
    }
  }
  return [...folded].map(literal).join('');
}

/** Pairs of letters that a single character folds to, such as ß, ﬆ and ﬁ: without regard to case, it matches them. */
export const FOLDED_PAIRS: ReadonlySet<string> = new Set(['ss', 'ff', 'fi', 'fl', 'st']);

/** U+0295 was a lower-case letter up to Unicode 16, since then it is one of no case. */
const CHANGED = '\\u0295';

/** A general category as Unicode 16 has it, as a class of its own. */
function category(isNegated: boolean, name: string): string {
  const members = name === 'Ll' ? `[\\p{Ll}${CHANGED}]` : `\\p{${name}}`;
  const own = `[${members}--[${LATER_CHARACTERS}${name === 'Lo' ? CHANGED : ''}]]`;
  return isNegated ? `[^${own}]` : own;
}
