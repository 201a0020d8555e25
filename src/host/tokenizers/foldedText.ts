import type { Place } from './locatePieces';

/** How far ahead a piece is looked for: what is unknown to the tokenizer may stand between. */
const FAR = 64;

/** Characters with what combines with them; Hangul jamo combine without being marks. */
const STRETCH = /[\s\S][\p{M}\u1161-\u1175\u11a8-\u11c2]*/gu;

/**
 * A text without case, accents, compatibility forms, white space and invisible characters: what normalizers may change. Each of the
 * characters that are left knows the stretch of the text that it came from.
 */
export class FoldedText {
  readonly #folded: string;
  /** For each UTF-16 unit of the folded text. */
  readonly #places: readonly Place[];
  #at = 0;
  /** Where the last piece that was found here ends. */
  #end = -1;

  constructor(text: string) {
    const places: Place[] = [];
    let folded = '';
    for (const { 0: stretch, index } of text.matchAll(STRETCH)) {
      const part = fold(stretch);
      folded += part;
      for (let i = 0; i < part.length; i++) places.push({ start: index, end: index + stretch.length });
    }
    this.#folded = folded;
    this.#places = places;
  }

  /** Is the stretch in which the last piece was found not used up? A ligature holds several pieces. */
  get isInside(): boolean {
    const next = this.#places[this.#at];
    return next !== undefined && this.#end > next.start;
  }

  /** The next place of a piece, from `from` on (UTF-16 units of the text). Undefined if it is white space, or not to be found near. */
  find(piece: string, from: number): Place | undefined {
    const part = fold(piece);
    if (part === '') return undefined;
    if (from !== this.#end)
      while (this.#at < this.#places.length && this.#places[this.#at]!.start < from) this.#at += 1;
    const found = this.#folded.slice(this.#at, this.#at + part.length + FAR).indexOf(part);
    if (found < 0) return undefined;
    const start = this.#places[this.#at + found]!.start;
    this.#at += found + part.length;
    this.#end = this.#places[this.#at - 1]!.end;
    return { start, end: this.#end };
  }
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{C}\s\u2581]/gu, '');
}
