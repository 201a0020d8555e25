import { LATER_CHARACTERS } from './laterCharacters';

/** White space as Oniguruma's `\s` knows it in Unicode text; JavaScript's lacks U+0085 and has U+FEFF. */
const SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Escapes inside and outside of a character class that JavaScript reads otherwise than Oniguruma. */
const classEscapes: Readonly<Record<string, string>> = { s: SPACE, S: `[^${SPACE}]`, d: category('p', 'Nd') };
const escapes: Readonly<Record<string, string>> = { ...classEscapes, s: `[${SPACE}]`, D: category('P', 'Nd') };

/** What stands behind a backslash and means the same in both. */
const SAME = /^(?:[tnrfv\\^$.*+?()[\]{}|/-]|x[\da-fA-F]{2}|u[\da-fA-F]{4})/;
const CATEGORY = /^([pP])\{(\w+)\}/;

/** Punctuation that means something, or would if doubled, in a class of JavaScript's `v` mode. */
const NEEDS_ESCAPE = /[&!#$%*+,.:;<=>?@^`~(){}|/]/;

/**
 * A pattern of a `tokenizer.json` (Oniguruma, Ruby's syntax) for JavaScript, global and in `v` mode. Patterns outside of the common
 * ground give undefined: possessive quantifiers, atomic groups, look-behind, anchors, set operations.
 */
export function translatePattern(source: string): RegExp | undefined {
  const translated = translate(source);
  if (translated === undefined) return undefined;
  try {
    return new RegExp(translated, 'gv');
  } catch {
    return undefined;
  }
}

function translate(source: string): string | undefined {
  let out = '';
  let isInClass = false;
  /** One entry for each open group: is it read without regard to case? */
  const groups: boolean[] = [];
  for (let i = 0; i < source.length;) {
    const character = source[i]!;
    const rest = source.slice(i);
    if (character === '\\') {
      const escaped = translateEscape(source.slice(i + 1), isInClass);
      if (!escaped) return undefined;
      out += escaped.text;
      i += 1 + escaped.length;
    } else if (isInClass) {
      if (character === '[' || rest.startsWith('&&')) return undefined;
      isInClass = character !== ']';
      out += escapeMark(character, true);
      i += 1;
    } else if (character === '[') {
      const opening = /^\[\^?/.exec(rest)![0];
      isInClass = true;
      out += opening;
      i += opening.length;
    } else if (character === '(') {
      const opening = /^\((?:\?(?:i?:|=|!))?/.exec(rest)![0];
      if (opening === '(' && rest[1] === '?') return undefined;
      groups.push(opening === '(?i:' || (groups.at(-1) ?? false));
      out += opening === '(?i:' || opening === '(' ? '(?:' : opening;
      i += opening.length;
    } else if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/.test(rest) || character === '^' || character === '$') {
      return undefined;
    } else {
      if (character === ')') groups.pop();
      out += groups.at(-1) ? withoutCase(character) : character;
      i += 1;
    }
  }
  return out;
}

function translateEscape(rest: string, isInClass: boolean): { text: string; length: number } | undefined {
  const first = rest[0];
  if (first === undefined) return undefined;
  const own = (isInClass ? classEscapes : escapes)[first];
  if (own !== undefined) return { text: own, length: 1 };
  const named = CATEGORY.exec(rest);
  if (named) return { text: category(named[1]!, named[2]!), length: named[0].length };
  const same = SAME.exec(rest)?.[0];
  if (same === '-') return { text: isInClass ? '\\-' : '-', length: 1 };
  if (same !== undefined) return { text: `\\${same}`, length: same.length };
  // A punctuation mark that needs no escape: JavaScript forbids one.
  return /^[^\p{L}\p{N}\s]/u.test(rest) ? { text: escapeMark(first, isInClass), length: 1 } : undefined;
}

function escapeMark(mark: string, isInClass: boolean): string {
  return isInClass && NEEDS_ESCAPE.test(mark) ? `\\${mark}` : mark;
}

/** A general category as Unicode 16 has it, as a class of its own. */
function category(letter: string, name: string): string {
  const own = `[\\p{${name}}--[${LATER_CHARACTERS}]]`;
  return letter === 'P' ? `[^${own}]` : own;
}

/** A character with its other cases: s, S and ſ (U+017F). */
function withoutCase(character: string): string {
  if (!/\p{L}/u.test(character)) return character;
  const all = new Set([character.toLowerCase(), character.toUpperCase()]);
  if (all.has('s')) all.add('\u017f');
  if (all.has('k')) all.add('\u212a');
  return `[${[...all].join('')}]`;
}
