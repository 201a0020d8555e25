import type { AddedToken } from './tokenizerJson';

/** A stretch of text: an added token (`id`), or ordinary text. Start and end in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly id?: number;
}

/**
 * Finds added tokens (`<|im_start|>`) in text: leftmost, of several at one place the longest, as the Rust crate's Aho–Corasick automaton
 * does (tokenizers/src/tokenizer/added_vocabulary.rs).
 */
export class AddedTokens {
  readonly #byContent: ReadonlyMap<string, AddedToken>;
  readonly #pattern: RegExp | undefined;
  readonly #firstCharacters: readonly string[];

  constructor(tokens: readonly AddedToken[]) {
    const usable = tokens.filter(({ content }) => content !== '');
    this.#byContent = new Map(usable.map((token) => [token.content, token]));
    const contents = [...this.#byContent.keys()].sort((a, b) => b.length - a.length);
    this.#firstCharacters = [...new Set(contents.map((content) => content[0]!))];
    if (contents.length > 0) this.#pattern = new RegExp(contents.map(escapePattern).join('|'), 'g');
  }

  /** The stretches in order; they cover the text. */
  split(text: string): Stretch[] {
    const whole = text === '' ? [] : [{ start: 0, end: text.length }];
    if (!this.#pattern || !this.#firstCharacters.some((character) => text.includes(character))) return whole;
    const stretches: Stretch[] = [];
    let end = 0;
    for (const match of text.matchAll(this.#pattern)) {
      const token = this.#byContent.get(match[0])!;
      const from = token.lstrip ? end + text.slice(end, match.index).trimEnd().length : match.index;
      if (from < end) continue;
      if (from > end) stretches.push({ start: end, end: from });
      end = match.index + match[0].length;
      if (token.rstrip) end = text.length - text.slice(end).trimStart().length;
      stretches.push({ start: from, end, id: token.id });
    }
    if (end === 0) return whole;
    if (end < text.length) stretches.push({ start: end, end: text.length });
    return stretches;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
