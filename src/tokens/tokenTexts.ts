import type { Tokenizer } from './tokenizer';

/** The texts of tokens, one for each. */
export interface TokenTexts {
  /** '' for a token that ends within a character: its text is with the token that completes it. */
  readonly texts: readonly string[];
  /** True for a token that completes a character which starts in one before it. */
  readonly joined: readonly boolean[];
}

/** Tokens that are looked at together: a character lies in four at most, but the last of them may hold the beginning of the next one. */
const MOST_JOINED = 12;
/** What stands for bytes that are no character. */
const REPLACEMENT = '\uFFFD';

/**
 * The texts that tokens add to the text, so that together they are the text.
 *
 * A token alone does not say it: some decoders leave the first space out, and a character may lie in several tokens. So each is decoded behind
 * the one before it, and what that one says by itself is taken off.
 */
export function tokenTexts(tokenizer: Tokenizer, ids: readonly number[]): TokenTexts {
  const texts = new Array<string>(ids.length).fill('');
  const joined = new Array<boolean>(ids.length).fill(false);
  let start = 0;
  while (start < ids.length) {
    const end = endOfCharacter(tokenizer, ids, start);
    texts[end - 1] = addedText(tokenizer, ids, start, end);
    joined[end - 1] = end - start > 1;
    start = end;
  }
  return { texts, joined };
}

/** Where the tokens end that a character joins to the one at `start`. Bytes that never become a character stay tokens of their own. */
function endOfCharacter(tokenizer: Tokenizer, ids: readonly number[], start: number): number {
  for (let end = start + 1; end <= Math.min(start + MOST_JOINED, ids.length); end++) {
    if (end > start + 1 && tokenizer.specialText(ids[end - 1]!) !== undefined) break;
    if (isWhole(tokenizer, ids.slice(start, end))) return end;
  }
  return start + 1;
}

/** Are tokens whole characters? What stands for half a character may also stand in the text itself; then the text has these tokens. */
function isWhole(tokenizer: Tokenizer, ids: readonly number[]): boolean {
  const text = tokenizer.decode(ids);
  if (!text.includes(REPLACEMENT)) return true;
  const again = tokenizer.encode(text);
  return ids.every((id, index) => again[again.length - ids.length + index] === id);
}

function addedText(tokenizer: Tokenizer, ids: readonly number[], start: number, end: number): string {
  const special = end - start === 1 ? tokenizer.specialText(ids[start]!) : undefined;
  if (special !== undefined) return special;
  const own = tokenizer.decode(ids.slice(start, end));
  if (start === 0) return own;
  const before = tokenizer.decode(ids.slice(start - 1, start));
  const both = tokenizer.decode(ids.slice(start - 1, end));
  return both.startsWith(before) ? both.slice(before.length) : own;
}
