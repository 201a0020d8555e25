import { SPACE } from './pattern/characters';
import type { AddedToken } from './tokenizerJson';

/** A stretch of text: an added token (`id`), or ordinary text. Start and end in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly id?: number;
}

const IS_SPACE = new RegExp(`^[${SPACE}]$`, 'v');

/**
 * Finds added tokens (`<|im_start|>`) in text: leftmost, of several at one place the longest, as the Rust crate's Aho–Corasick automaton
 * does (tokenizers/src/tokenizer/added_vocabulary.rs, `find_matches`).
 */
export class AddedTokens {
  readonly #byContent: ReadonlyMap<string, AddedToken>;
  readonly #pattern: RegExp | undefined;
  readonly #firstCharacters: readonly string[];

  /** @param contentOf what to look for, where it isn't the content as it is written */
  constructor(tokens: readonly AddedToken[], contentOf: (content: string) => string = (content) => content) {
    this.#byContent = new Map(tokens.map((token) => [contentOf(token.content), token]));
    const contents = [...this.#byContent.keys()].sort((a, b) => b.length - a.length);
    this.#firstCharacters = [...new Set(contents.map((content) => content[0]!))];
    if (contents.length > 0) this.#pattern = new RegExp(contents.map(escapePattern).join('|'), 'g');
  }

  /**
   * The stretches in order; they cover the text. A token that lies in the white space which the one before took overlaps it, and what
   * follows it is ordinary text again: the crate does so.
   */
  split(text: string): Stretch[] {
    const whole = text === '' ? [] : [{ start: 0, end: text.length }];
    if (!this.#pattern || !this.#firstCharacters.some((character) => text.includes(character))) return whole;
    const stretches: Stretch[] = [];
    let end = 0;
    for (const match of text.matchAll(this.#pattern)) {
      const token = this.#byContent.get(match[0])!;
      const start = token.lstrip ? spaceStart(text, match.index, end) : match.index;
      const stop = match.index + match[0].length;
      if (start > end) stretches.push({ start: end, end: start });
      end = Math.max(start, token.rstrip ? spaceEnd(text, stop) : stop);
      stretches.push({ start, end, id: token.id });
    }
    if (stretches.length === 0) return whole;
    if (end < text.length) stretches.push({ start: end, end: text.length });
    return stretches;
  }
}

/** Where the white space before a place starts, not before another one. */
function spaceStart(text: string, end: number, least: number): number {
  let start = Math.max(end, least);
  while (start > least && IS_SPACE.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** Where the white space behind a place ends. */
function spaceEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && IS_SPACE.test(text.charAt(end))) end += 1;
  return end;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
