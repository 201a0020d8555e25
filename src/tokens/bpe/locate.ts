import type { Token } from '../tokenizer';
import type { Merged } from './preTokenCache';
import { utf8Length } from './utf8';

/**
 * Places the tokens of a pre-token by the number of their bytes. A token that holds a part of a character spans the whole character, so
 * tokens that share a character have overlapping spans.
 *
 * @param piece the pre-token's text, without lone surrogates
 * @param put takes each token with its place in the piece, in UTF-16 units
 */
export function placeTokens(
  piece: string,
  merged: Merged,
  byteLengthOf: (id: number) => number,
  put: (token: Token) => void,
): void {
  if (typeof merged === 'number') {
    put({ id: merged, start: 0, end: piece.length });
    return;
  }
  let at = 0;
  /** Bytes of the character at `at` that tokens before have. */
  let taken = 0;
  for (const id of merged) {
    const start = at;
    let end = at;
    for (let bytes = byteLengthOf(id); bytes > 0 && at < piece.length;) {
      const code = piece.codePointAt(at)!;
      const left = utf8Length(code) - taken;
      end = at + (code > 0xffff ? 2 : 1);
      if (bytes < left) taken += bytes;
      else {
        taken = 0;
        at = end;
      }
      bytes -= left;
    }
    put({ id, start, end });
  }
}
