import { compileMatcher } from './backtracking';
import { isNullable, toSource, type Pattern } from './syntax';

/** Where a match is, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A pattern that finds its matches in texts of any length. */
export class SplitPattern {
  readonly #pattern: Pattern;
  readonly #regExp: RegExp;
  readonly #captured: RegExp;
  #matcher: ReturnType<typeof compileMatcher> | undefined;
  /** Did the matches leave something of the text before? It is likely to be so again, and only decides what is tried first. */
  #leftGaps = false;

  /** @param pattern one that matches at least one character */
  private constructor(pattern: Pattern) {
    const source = toSource(pattern);
    this.#pattern = pattern;
    this.#regExp = new RegExp(source, 'gv');
    this.#captured = new RegExp(`(${source})`, 'v');
  }

  /** @returns undefined for a pattern that may match nothing */
  static of(pattern: Pattern | undefined): SplitPattern | undefined {
    return pattern && !isNullable(pattern) ? new SplitPattern(pattern) : undefined;
  }

  /** The matches' texts. */
  matches(text: string): readonly string[] {
    try {
      return text.match(this.#regExp) ?? [];
    } catch (error) {
      return textsAt(text, this.spans(text), error);
    }
  }

  /** The texts of the matches and of what lies between them. */
  split(text: string): readonly string[] {
    try {
      const matches = this.#leftGaps ? undefined : text.match(this.#regExp);
      if (matches === null) return [text];
      if (matches && lengthOf(matches) === text.length) return matches;
      const parts = text.split(this.#captured).filter((part) => part !== '');
      this.#leftGaps = parts.length > 1;
      return parts;
    } catch (error) {
      return textsAt(text, this.spansWithGaps(text), error);
    }
  }

  /** The places of the matches and of what lies between them. */
  *spansWithGaps(text: string): Generator<Span> {
    let at = 0;
    for (const span of this.spans(text)) {
      if (span.start > at) yield { start: at, end: span.start };
      yield span;
      at = span.end;
    }
    if (at < text.length) yield { start: at, end: text.length };
  }

  /** The matches' places, one after the other. */
  *spans(text: string): Generator<Span> {
    for (let from = 0; from < text.length;) {
      const span = this.#next(text, from);
      if (!span) return;
      yield span;
      from = span.end;
    }
  }

  #next(text: string, from: number): Span | undefined {
    this.#regExp.lastIndex = from;
    try {
      const match = this.#regExp.exec(text);
      return match ? { start: match.index, end: match.index + match[0].length } : undefined;
    } catch (error) {
      // A run of some million characters is too much for the engine's stack of states.
      if (!(error instanceof RangeError)) throw error;
      return this.#nextOfLong(text, from);
    }
  }

  #nextOfLong(text: string, from: number): Span | undefined {
    this.#matcher ??= compileMatcher(this.#pattern);
    for (let start = from; start < text.length;) {
      const end = this.#matcher(text, start);
      if (end >= 0) return { start, end };
      start += text.codePointAt(start)! > 0xffff ? 2 : 1;
    }
    return undefined;
  }
}

/** @throws the error, unless it is that of a run that is too long for the engine */
function textsAt(text: string, spans: Iterable<Span>, error: unknown): string[] {
  if (!(error instanceof RangeError)) throw error;
  return Array.from(spans, ({ start, end }) => text.slice(start, end));
}

function lengthOf(texts: readonly string[]): number {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}
