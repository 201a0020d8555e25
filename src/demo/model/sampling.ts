import type { NextToken } from './nextToken';

/** How a token is chosen. */
export interface SamplingChoice {
  /** 0: always the likeliest. */
  readonly temperature: number;
  /** The likeliest tokens that have this share of the probability together are chosen from; 1: all. */
  readonly topP: number;
  /** So many of the likeliest tokens are chosen from; 0: all. */
  readonly topK: number;
  /** Added to the logarithms of tokens by their ids, before all else. */
  readonly bias: ReadonlyMap<number, number>;
}

/** Gives numbers from 0 up to 1, not included. */
export type Random = () => number;

/** The same numbers for the same seed: mulberry32, a public-domain generator with 32 bits of state. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The id of the token that is said next. */
export function chooseToken(next: NextToken, choice: SamplingChoice, random: Random, vocabulary: number): number {
  const { temperature, topP, topK } = choice;
  const candidates = candidatesOf(next, choice);
  if (temperature === 0) return likeliest(candidates);
  const weighed = { ...candidates, weights: candidates.weights.map((weight) => weight ** (1 / temperature)) };
  if (topP < 1 || topK > 0) return draw(nucleus(weighed, choice), random());
  // Of the tokens that were never seen there are very many, and each is unlikely.
  const unseen = (vocabulary - candidates.ids.length) * candidates.unseen ** (1 / temperature);
  const share = unseen / (unseen + sumOf(weighed.weights));
  const at = random();
  return at < share ? unseenToken(next, at / share, vocabulary) : draw(weighed, (at - share) / (1 - share));
}

/** Tokens, and how likely each is: the weights need not add up to 1. */
interface Candidates {
  readonly ids: readonly number[];
  readonly weights: Float64Array;
  /** Of each other token. */
  readonly unseen: number;
}

/** The tokens that were seen, and those that have a bias. */
function candidatesOf(next: NextToken, { bias }: SamplingChoice): Candidates {
  if (bias.size === 0) return { ids: next.seen, weights: next.probabilities, unseen: next.unseen };
  const ids = [...next.seen, ...[...bias.keys()].filter((id) => !next.isSeen(id))];
  const logits = Float64Array.from(ids, (id) => next.logprobOf(id) + (bias.get(id) ?? 0));
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logits.map((logit) => Math.exp(logit - most));
  return { ids, weights, unseen: Math.exp(Math.log(next.unseen) - most) };
}

function likeliest({ ids, weights }: Candidates): number {
  let best = 0;
  for (const [slot, weight] of weights.entries()) if (weight > weights[best]!) best = slot;
  return ids[best]!;
}

function nucleus({ ids, weights, unseen }: Candidates, { topP, topK }: SamplingChoice): Candidates {
  const ranked = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!).slice(0, topK > 0 ? topK : undefined);
  const wanted = topP * ranked.reduce((sum, slot) => sum + weights[slot]!, 0);
  let sum = 0;
  const last = ranked.findIndex((slot) => (sum += weights[slot]!) >= wanted);
  const kept = last < 0 ? ranked : ranked.slice(0, last + 1);
  return { ids: kept.map((slot) => ids[slot]!), weights: Float64Array.from(kept, (slot) => weights[slot]!), unseen };
}

/** @param at from 0 up to 1: where in the row of the weights */
function draw({ ids, weights }: Candidates, at: number): number {
  let left = at * sumOf(weights);
  for (const [slot, weight] of weights.entries()) {
    if (left < weight) return ids[slot]!;
    left -= weight;
  }
  return ids.at(-1)!;
}

function sumOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** @param at from 0 up to 1: where in the vocabulary; the next one from there on */
function unseenToken(next: NextToken, at: number, vocabulary: number): number {
  const start = Math.floor(at * vocabulary);
  for (let step = 0; step < vocabulary; step++) {
    const id = (start + step) % vocabulary;
    if (!next.isSeen(id)) return id;
  }
  return start;
}
