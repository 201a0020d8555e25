import type { AnswerToken, ProbeFault } from '../answer';
import type { ScoringRecipe } from '../capabilities';

/** A token of the reference with what the model thinks of it. */
export interface ScoredToken extends AnswerToken {
  /** 1: it is the likeliest; null: not told. */
  readonly rank: number | null;
}

/** The reference answer, as the model would have said it. */
export interface ReferenceScore {
  readonly recipe: ScoringRecipe;
  /** Without the end of the turn. Empty where the server tells only a mean. */
  readonly tokens: readonly ScoredToken[];
  /** What ends the turn; null: the template has none, or it is not told. It is not part of the numbers. */
  readonly end: ScoredToken | null;
  /** How many tokens the mean is of. */
  readonly count: number;
  /** Mean negative log-likelihood of a token, natural logarithm, and e to its power. */
  readonly meanNll: number;
  readonly perplexity: number;
  /** Where prompt and answer don't part between tokens: how many tokens of the prompt were tokenised otherwise with the answer behind them. They are not scored. */
  readonly movedBoundary: number;
  /** What there is to know of the numbers, for people; null for nothing. */
  readonly note: string | null;
}

/** `reason`: for people; `fault`: what server or network did, if it is for that. */
export type ScoreResult = ReferenceScore | { readonly reason: string; readonly fault?: ProbeFault };
