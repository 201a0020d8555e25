import { FOLDED_PAIRS, foldedAscii, literal, NO_LINE_FEED, readEscape, type Range } from './characters';
import { isNullable, type Pattern } from './syntax';

/** Longer ones need no support: patterns of tokenizers have at most `{1,3}`. */
const MOST_TIMES = 100;

/**
 * Reads a pattern of a `tokenizer.json` (Oniguruma, its own syntax; doc/RE of that project).
 *
 * @returns undefined if it has something that isn't known here, or may be understood otherwise in JavaScript: anchors, look-behind,
 * possessive quantifiers, atomic groups, set operations, repeated groups without a bound, classes without regard to case beyond ASCII
 */
export function parsePattern(source: string): Pattern | undefined {
  if (!source.isWellFormed()) return undefined;
  const parser = new Parser(source);
  const pattern = parser.choice(false);
  return parser.isAtEnd ? pattern : undefined;
}

/** A text that means itself. */
export function literalPattern(text: string): Pattern | undefined {
  if (text === '' || !text.isWellFormed()) return undefined;
  return { type: 'sequence', parts: Array.from(text, (character) => characterOf(character.codePointAt(0)!)) };
}

const HYPHEN = 0x2d;

/** An item of a sequence, before its quantifier. */
interface Item {
  readonly pattern: Pattern;
  /** The letter, if it is one that matches its other case too. */
  readonly letter?: string;
  readonly isGroupWithoutCase?: boolean;
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#source.length;
  }

  /** Alternatives up to a closing parenthesis or the end. */
  choice(ignoresCase: boolean): Pattern | undefined {
    const options: Pattern[] = [];
    do {
      const option = this.#sequence(ignoresCase);
      if (!option) return undefined;
      options.push(option);
    } while (this.#take('|'));
    return options.length === 1 ? options[0] : { type: 'choice', options };
  }

  #sequence(ignoresCase: boolean): Pattern | undefined {
    const parts: Pattern[] = [];
    let before: Item | undefined;
    while (!this.isAtEnd && !this.#sees('|') && !this.#sees(')')) {
      const item = this.#item(ignoresCase);
      if (!item || mayFoldTogether(before, item)) return undefined;
      const part = this.#quantified(item);
      if (!part) return undefined;
      parts.push(part);
      before = item;
    }
    return parts.length === 1 ? parts[0] : { type: 'sequence', parts };
  }

  #item(ignoresCase: boolean): Item | undefined {
    if (this.#sees('(')) return ignoresCase ? undefined : this.#group();
    if (this.#take('[')) return asItem(this.#class(ignoresCase));
    if (this.#take('.')) return ignoresCase ? undefined : asItem({ type: 'character', source: NO_LINE_FEED });
    if (this.#take('\\')) {
      const escape = this.#escape();
      if (!escape) return undefined;
      if ('code' in escape) return literalItem(escape.code, ignoresCase);
      return ignoresCase ? undefined : asItem({ type: 'character', source: escape.source });
    }
    const code = this.#source.codePointAt(this.#at)!;
    if ('^$*+?{'.includes(String.fromCodePoint(code))) return undefined;
    this.#at += code > 0xffff ? 2 : 1;
    return literalItem(code, ignoresCase);
  }

  #group(): Item | undefined {
    const opening = /\((?:\?(?:i?:|=|!))?/y;
    opening.lastIndex = this.#at;
    const mark = opening.exec(this.#source)![0];
    this.#at += mark.length;
    if (mark === '(' && this.#sees('?')) return undefined;
    const inner = this.choice(mark === '(?i:');
    if (!inner || !this.#take(')')) return undefined;
    if (mark === '(?=' || mark === '(?!') return asItem({ type: 'lookahead', part: inner, isNegative: mark === '(?!' });
    return { pattern: inner, isGroupWithoutCase: mark === '(?i:' };
  }

  #quantified({ pattern, letter }: Item): Pattern | undefined {
    const found = /[*+?]|\{(\d{1,3})(?:(,)(\d{0,3}))?\}/y;
    found.lastIndex = this.#at;
    const match = found.exec(this.#source);
    if (!match) return pattern;
    this.#at += match[0].length;
    const { min, max } = times(match);
    const isLazy = this.#take('?');
    // Of two quantifiers the second may be a possessive mark; in `{2}?` it makes the first optional.
    const isUnclear = /[*+?{]/.test(this.#source.charAt(this.#at)) || (isLazy && match[1] !== undefined && !match[2]);
    const isSafe = pattern.type === 'character' || (max <= MOST_TIMES && !isNullable(pattern));
    const mayFold = letter !== undefined && match[0] !== '?' && 'sf'.includes(letter);
    if (isUnclear || !isSafe || mayFold || min > max || min > MOST_TIMES || max === 0) return undefined;
    return { type: 'repeat', part: pattern, min, max, isLazy };
  }

  /** A class behind its opening bracket. */
  #class(ignoresCase: boolean): Pattern | undefined {
    const isNegated = this.#take('^');
    let source = '';
    const ranges: Range[] = [];
    for (let isFirst = true; isFirst || !this.#sees(']'); isFirst = false) {
      const member = this.#member(isFirst);
      if (!member) return undefined;
      if ('source' in member) source += member.source;
      else ranges.push(member);
    }
    this.#at += 1;
    if (!ignoresCase) source += ranges.map(toMember).join('');
    else if (isNegated || source !== '' || ranges.some(({ last }) => last > 0x7f)) return undefined;
    else source = foldedAscii(ranges);
    return { type: 'character', source: `[${isNegated ? '^' : ''}${source}]` };
  }

  /** A character, range or class in a class. */
  #member(isFirst: boolean): Range | { readonly source: string } | undefined {
    const first = this.#memberEnd(isFirst);
    if (first === undefined) return undefined;
    const isRange = this.#sees('-') && this.#source.charAt(this.#at + 1) !== ']';
    if (!isRange) return typeof first === 'string' ? { source: first } : { first, last: first };
    if (typeof first === 'string' || first === HYPHEN) return undefined;
    this.#at += 1;
    const last = this.#memberEnd(false);
    return typeof last === 'number' && last >= first && !this.#sees('-') ? { first, last } : undefined;
  }

  /** A code point, or the source of a class. A hyphen that stands for itself is at an end. */
  #memberEnd(isFirst: boolean): number | string | undefined {
    if (this.#take('\\')) {
      const escape = this.#escape();
      return escape && ('code' in escape ? escape.code : escape.source);
    }
    const character = this.#source.charAt(this.#at);
    const isAtEdge = isFirst || this.#source.charAt(this.#at + 1) === ']';
    if ('[]'.includes(character) || this.#source.startsWith('&&', this.#at) || (character === '-' && !isAtEdge))
      return undefined;
    const code = this.#source.codePointAt(this.#at)!;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #escape(): ReturnType<typeof readEscape> {
    const escape = readEscape(this.#source.slice(this.#at, this.#at + 8));
    if (escape) this.#at += escape.length;
    return escape;
  }

  #sees(character: string): boolean {
    return this.#source.charAt(this.#at) === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at += 1;
    return true;
  }
}

function asItem(pattern: Pattern | undefined): Item | undefined {
  return pattern && { pattern };
}

function toMember({ first, last }: Range): string {
  return first === last ? literal(first) : `${literal(first)}-${literal(last)}`;
}

function characterOf(code: number): Pattern {
  return { type: 'character', source: literal(code) };
}

/** Letters beyond ASCII have cases that aren't known here. */
function literalItem(code: number, ignoresCase: boolean): Item | undefined {
  if (!ignoresCase) return { pattern: characterOf(code) };
  if (code > 0x7f) return undefined;
  const character = String.fromCharCode(code);
  if (!/[A-Za-z]/.test(character)) return { pattern: characterOf(code) };
  const source = `[${foldedAscii([{ first: code, last: code }])}]`;
  return { pattern: { type: 'character', source }, letter: character.toLowerCase() };
}

/** May a single character match both items? */
function mayFoldTogether(before: Item | undefined, item: Item): boolean {
  if (before?.isGroupWithoutCase && item.isGroupWithoutCase) return true;
  return FOLDED_PAIRS.has(`${before?.letter ?? ' '}${item.letter ?? ' '}`);
}

function times([mark, min, comma, max]: RegExpExecArray): { min: number; max: number } {
  if (min === undefined) return { min: mark === '+' ? 1 : 0, max: mark === '?' ? 1 : Infinity };
  if (!comma) return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max === '' ? Infinity : Number(max) };
}
