import type { Sampling } from './endpoint';

/** What became of a call. Whatever was received is there, in each of them. */
export type AnswerState =
  /** The server said that the answer is complete. */
  | 'finished'
  /** The stream ended before the server said so, or the connection broke. */
  | 'truncated'
  /** The server answered with an error, or not at all. */
  | 'failed'
  | 'cancelled';

/** The answer of a model to one call. */
export interface Answer {
  readonly state: AnswerState;
  /** Why it is truncated or failed. */
  readonly fault: ProbeFault | null;
  /** Without the prefill, whether the server repeats it or not. */
  readonly content: string;
  /** What the server tells as reasoning in a field of its own; '' where it is none or stays in the content (`<think>`). */
  readonly reasoning: string;
  readonly calls: readonly AnswerCall[];
  /** `stop`, `length`, `tool_calls`, …, as the server says it; null: it did not say. */
  readonly finish: string | null;
  /** Null: not asked for, or the server gives none. */
  readonly tokens: readonly AnswerToken[] | null;
  /** Some tokens may be missing, or merged (llama.cpp merges parts of characters): their sum is not that of the answer. */
  readonly tokensAreLossy: boolean;
  readonly usage: Usage | null;
  /** Milliseconds from sending to the first piece of the answer, and to its end; null: there was none, or it came as a whole. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  /** As the server names it. */
  readonly model: string | null;
  /** What was sent, without messages: sampling, and what was left out because the server doesn't take it. */
  readonly sent: SentParameters;
}

export interface AnswerCall {
  readonly id: string | null;
  readonly name: string;
  /** As the model wrote them: JSON text, hopefully. */
  readonly arguments: string;
}

export interface AnswerToken {
  /** '' for one that ends within a character. */
  readonly text: string;
  /** UTF-8; null: not told. */
  readonly bytes: readonly number[] | null;
  readonly id: number | null;
  /** Natural logarithm. */
  readonly logprob: number;
  /** The likeliest tokens at this place, the likeliest first; may hold the token itself. */
  readonly alternatives: readonly Omit<AnswerToken, 'alternatives'>[];
}

export interface Usage {
  /** Tokens. */
  readonly prompt: number;
  readonly completion: number;
}

export interface SentParameters {
  readonly sampling: Sampling;
  readonly model: string;
  readonly stream: boolean;
  /** Names of fields that the server does not take. */
  readonly leftOut: readonly string[];
}

/** What comes in while an answer streams; all of it in a row is the answer. */
export interface AnswerDelta {
  readonly content?: string;
  readonly reasoning?: string;
  /** All calls so far. */
  readonly calls?: readonly AnswerCall[];
  readonly tokens?: readonly AnswerToken[];
}

/**
 * Why a call failed, as its kind and for people. `message` never holds a key; `detail` is the server's own text, which is not to be trusted.
 *
 * - `connection`: no way to the server; `timeout`: it stayed silent; `unauthorized`: key missing or wrong (401, 403)
 * - `notFound`: no such model or route; `unsupported`: the server does not take a field or cannot do this
 * - `tooLong`: more tokens than the model's context; `rateLimit`: 429; `server`: its own error; `format`: no answer that can be read
 * - `empty`: it said that it is done without one token (vLLM does when it fails before the first)
 */
export interface ProbeFault {
  readonly kind:
    | 'connection'
    | 'timeout'
    | 'unauthorized'
    | 'notFound'
    | 'unsupported'
    | 'tooLong'
    | 'rateLimit'
    | 'server'
    | 'format'
    | 'empty'
    | 'truncated';
  readonly message: string;
  readonly detail: string | null;
  /** HTTP status; null: none came. */
  readonly status: number | null;
  /** Milliseconds that the server asks to wait (`Retry-After`). */
  readonly retryAfter?: number;
}
