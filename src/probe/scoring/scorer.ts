import type { AnswerToken } from '../answer';
import type { Capabilities } from '../capabilities';
import type { ServerAccess } from '../client/client';
import { numberAt } from '../unknownJson';
import type { ReferenceTokens } from './referenceTokens';
import type { ScoredToken } from './score';

/** What a recipe works with. */
export interface ScoringParts {
  readonly access: ServerAccess;
  readonly capabilities: Capabilities;
  readonly reference: ReferenceTokens;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * The tokens of the answer and the one that ends its turn, in a row; fewer where a recipe has a limit. `reason`: for people.
 *
 * @throws ProbeError
 */
export type Scorer = (parts: ScoringParts) => Promise<readonly ScoredToken[] | { readonly reason: string }>;

/** Alternatives that are asked for: OpenAI's own text completions give no more, and they are there to be looked at. */
const MOST_ALTERNATIVES = 5;

export function alternativesOf({ maxAlternatives }: Capabilities): number {
  return Math.min(MOST_ALTERNATIVES, Math.max(1, maxAlternatives ?? MOST_ALTERNATIVES));
}

/** Indices of the tokens that are scored. */
export function scoredIndices({ start, end, endOfTurn }: ReferenceTokens): number[] {
  const indices = Array.from({ length: end - start }, (_, index) => start + index);
  return endOfTurn === null ? indices : [...indices, endOfTurn];
}

/** A token at an index of the reference. `told`: what the server says of it; its text is only used where the pieces are not known. */
export function scoredToken(
  { ids, pieces }: ReferenceTokens,
  index: number,
  told: {
    readonly text: string | null;
    readonly logprob: number;
    readonly rank?: number | null;
    readonly alternatives?: ScoredToken['alternatives'];
  },
): ScoredToken {
  const piece = pieces?.[index];
  const alternatives = sorted(told.alternatives ?? []);
  return {
    text: piece?.text ?? withoutFragments(told.text ?? ''),
    bytes: piece?.bytes ?? null,
    id: ids[index] ?? null,
    logprob: told.logprob,
    alternatives,
    rank: told.rank ?? rankAmong(told.logprob, alternatives),
  };
}

/** The place of a token among the likeliest ones; null if it may be behind them. */
export function rankAmong(logprob: number, alternatives: ScoredToken['alternatives']): number | null {
  const least = alternatives.at(-1);
  if (least === undefined || logprob < least.logprob) return null;
  return 1 + alternatives.filter((alternative) => alternative.logprob > logprob).length;
}

/** `{text: logprob}`, as text completions tell alternatives. */
export function alternativesOfMap(map: unknown): ScoredToken['alternatives'] {
  if (typeof map !== 'object' || map === null) return [];
  const found: Omit<AnswerToken, 'alternatives'>[] = [];
  for (const text of Object.keys(map)) {
    const logprob = numberAt(map, text);
    if (logprob !== null) found.push({ text: withoutFragments(text), bytes: null, id: null, logprob });
  }
  return found;
}

function sorted(alternatives: ScoredToken['alternatives']): ScoredToken['alternatives'] {
  return [...alternatives].sort((a, b) => b.logprob - a.logprob);
}

/** Servers write what ends within a character as U+FFFD. */
export function withoutFragments(text: string): string {
  return text.includes('\uFFFD') ? '' : text;
}
