import type { Piece } from '../prompt/pieces';

interface Tokens {
  readonly ids: readonly number[];
  readonly pieces: readonly Piece[] | null;
}

/** Where an answer begins in the tokens of a whole conversation. */
export interface Boundary {
  /** Index of the first token that holds nothing of the prompt. */
  readonly start: number;
  /** How many tokens of the prompt are not there, since they were tokenised otherwise with the answer behind them. */
  readonly moved: number;
  /** Not only tokenised otherwise: the text is another one. */
  readonly isRewritten: boolean;
}

/**
 * Finds where the whole leaves the prompt. Where a token holds both an end of the prompt and a beginning of the answer, the answer begins
 * behind it. Without the texts of tokens one such token is assumed.
 */
export function findBoundary(prompt: Tokens, whole: Tokens): Boundary {
  const same = commonStart(prompt.ids, whole.ids);
  const moved = prompt.ids.length - same;
  if (moved === 0) return { start: same, moved, isRewritten: false };
  if (prompt.pieces === null || whole.pieces === null) return { start: same + 1, moved, isRewritten: false };
  const rest = bytesFrom(prompt.pieces, same);
  const behind = bytesFrom(whole.pieces, same);
  if (commonStart(rest, behind) < rest.length) return { start: same, moved, isRewritten: true };
  let start = same;
  for (let covered = 0; covered < rest.length; start++) covered += whole.pieces[start]!.bytes.length;
  return { start, moved, isRewritten: false };
}

function bytesFrom(pieces: readonly Piece[], from: number): number[] {
  return pieces.slice(from).flatMap(({ bytes }) => bytes);
}

/** How many items two lists have in common at their beginnings. */
export function commonStart(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

/** How many items two lists have in common at their ends. */
export function commonEnd(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}
