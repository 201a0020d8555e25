import type { Token, Tokenizer } from '../tokenizer';
import type { Span } from './span';

/** A text's tokens, and where the asked-for places of the text lie among them. */
export interface TokenizedText {
  readonly ids: readonly number[];
  /** The index of the first token that starts at this place or behind it. */
  indexAt(place: number): number;
  /** The tokens of a stretch, from the one that holds its first character on: [first, end). */
  range(span: Span): readonly [number, number];
}

/**
 * Tokenises a text.
 *
 * If the parts between the places, tokenised one by one, give the same ids as the whole, no token lies across a place, and the indices are
 * sums. Otherwise the tokens are located, which costs more.
 *
 * @param places where the caller will ask, in any order; UTF-16 units
 * @param firstOfLast true if of a character that several tokens share only the first token counts where a stretch ends in it, as in
 *   transformers (`char_to_token` in `apply_chat_template`, src/transformers/tokenization_utils_base.py). Its slip of training all that
 *   follows where the last character has no token (issue 47325) isn't repeated
 */
export function tokenizeText(
  tokenizer: Tokenizer,
  text: string,
  places: readonly number[],
  firstOfLast = false,
): TokenizedText {
  const ids = tokenizer.encode(text);
  const sorted = [...new Set([0, ...places, text.length])].sort((a, b) => a - b);
  const indices = firstOfLast ? undefined : sumsBetween(tokenizer, text, sorted, ids);
  if (!indices) return located(tokenizer.locate(text), firstOfLast);
  const indexAt = (place: number): number => indices.get(place)!;
  return { ids, indexAt, range: ({ start, end }) => [indexAt(start), indexAt(end)] };
}

/** Indices of the places, undefined if a token lies across one. */
function sumsBetween(
  tokenizer: Tokenizer,
  text: string,
  places: readonly number[],
  ids: readonly number[],
): ReadonlyMap<number, number> | undefined {
  const indices = new Map([[0, 0]]);
  let at = 0;
  for (let i = 1; i < places.length; i++) {
    for (const id of tokenizer.encode(text.slice(places[i - 1], places[i]))) if (ids[at++] !== id) return undefined;
    indices.set(places[i]!, at);
  }
  return at === ids.length ? indices : undefined;
}

function located(tokens: readonly Token[], firstOfLast: boolean): TokenizedText {
  const indexAt = (place: number): number => lowerBound(tokens, (token) => token.start >= place);
  /** The first token that ends behind the place: the one that holds it, if any does. */
  const holding = (place: number): number => lowerBound(tokens, (token) => token.end > place);
  const range = ({ start, end }: Span): readonly [number, number] => {
    if (end <= start) return [indexAt(start), indexAt(start)];
    const stop = firstOfLast ? Math.min(holding(end - 1) + 1, tokens.length) : indexAt(end);
    return [holding(start), stop];
  };
  return { ids: tokens.map((token) => token.id), indexAt, range };
}

/** The index of the first token that passes; those behind it pass too. */
function lowerBound(tokens: readonly Token[], passes: (token: Token) => boolean): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(tokens[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Tokenises the parts of a text between the cuts each for itself, so that no token lies across a cut. */
export function tokenizeApart(
  tokenizer: Tokenizer,
  text: string,
  cuts: readonly number[],
  places: readonly number[],
): TokenizedText {
  const borders = [...new Set([0, ...cuts, text.length])].sort((a, b) => a - b);
  const ids: number[] = [];
  const parts: {
    readonly start: number;
    readonly end: number;
    readonly from: number;
    readonly tokenized: TokenizedText;
  }[] = [];
  for (let i = 1; i < borders.length; i++) {
    const [start, end] = [borders[i - 1]!, borders[i]!];
    const inside = places.filter((place) => place > start && place < end).map((place) => place - start);
    const tokenized = tokenizeText(tokenizer, text.slice(start, end), inside);
    parts.push({ start, end, from: ids.length, tokenized });
    for (const id of tokenized.ids) ids.push(id);
  }
  const indexAt = (place: number): number => {
    const part = parts.find(({ end }) => place < end);
    return part ? part.from + part.tokenized.indexAt(place - part.start) : ids.length;
  };
  return { ids, indexAt, range: ({ start, end }) => [indexAt(start), indexAt(end)] };
}
