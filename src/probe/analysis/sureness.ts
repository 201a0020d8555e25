import type { AnswerToken } from '../answer';

type Sure = Pick<AnswerToken, 'logprob' | 'alternatives'>;

/** From 0 to 1. */
export function probability({ logprob }: { readonly logprob: number }): number {
  return Math.min(1, Math.exp(logprob));
}

/** Indices of the tokens of which a model was least sure, the least sure one first. */
export function leastSure(tokens: readonly Sure[], count: number): number[] {
  return tokens
    .map((_, index) => index)
    .sort((a, b) => tokens[a]!.logprob - tokens[b]!.logprob || a - b)
    .slice(0, count);
}

/** How much of the probability is known at a place, and how it is spread. */
export interface Spread {
  /** Nats; of what is known only, so it is never more than the real one. */
  readonly entropy: number;
  /** Sum of the known probabilities, at most 1. */
  readonly covered: number;
}

/** Of a token's alternatives, and of itself. */
export function spreadOf(token: AnswerToken): Spread {
  const isListed = token.alternatives.some((other) => isSameToken(other, token));
  const logprobs = [...token.alternatives.map(({ logprob }) => logprob), ...(isListed ? [] : [token.logprob])];
  const probabilities = logprobs.map((logprob) => probability({ logprob })).filter((value) => value > 0);
  const covered = Math.min(1, sum(probabilities));
  return { entropy: sum(probabilities.map((value) => -value * Math.log(value))), covered };
}

/** Mean of the logarithms, and e to the power of its negative; null for no tokens. */
export function meanNllOf(tokens: readonly Sure[]): { readonly meanNll: number; readonly perplexity: number } | null {
  if (tokens.length === 0) return null;
  const meanNll = -sum(tokens.map(({ logprob }) => logprob)) / tokens.length;
  return { meanNll, perplexity: Math.exp(meanNll) };
}

export function isSameToken(
  a: Pick<AnswerToken, 'text' | 'id' | 'bytes'>,
  b: Pick<AnswerToken, 'text' | 'id' | 'bytes'>,
): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.bytes !== null && b.bytes !== null) return a.bytes.join() === b.bytes.join();
  return a.text === b.text;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
