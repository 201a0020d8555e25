/** Of one turn: tokens before truncation, those of them that are trained, and what truncation leaves of both. */
export interface TurnMeasure {
  /** The role as the data names it (system, user, assistant, tool, 背景, …). */
  readonly role: string;
  /** JSON Pointers (RFC 6901) of the values that the turn was read from; empty for what the template adds by itself. */
  readonly pointers: readonly string[];
  readonly tokens: number;
  readonly trained: number;
  readonly kept: number;
  readonly keptTrained: number;
  /** True if the turn ends with a token that teaches the model to stop and truncation takes it away. */
  readonly endLost: boolean;
}

/** Token ids and labels after truncation, as the target feeds them. Both have one number a token; −100 = not trained. */
export interface Feed {
  readonly ids: readonly number[];
  readonly labels: readonly number[];
}

/**
 * What the target makes of one record.
 *
 * - `kept`: it is trained on (perhaps truncated).
 * - `dropped`: the target leaves it out.
 * - `failed`: the target, or the chat template, stops with an error at it.
 *
 * Dropped and failed records have a `reason`: the target's own message, in its own words.
 */
export interface Measure {
  readonly status: 'kept' | 'dropped' | 'failed';
  readonly reason?: string;
  /** Where the reason lies, a JSON Pointer, if known. */
  readonly pointer?: string;
  /** Tokens before truncation. */
  readonly tokens: number;
  /** Trained tokens before truncation. */
  readonly trained: number;
  /** Tokens after truncation. */
  readonly kept: number;
  /** Trained tokens after truncation. */
  readonly keptTrained: number;
  /** In the order of the conversation. The turns' tokens add up to `tokens`. */
  readonly turns: readonly TurnMeasure[];
  readonly feed?: Feed;
  /** Of a preference pair: the measure above is that of the chosen answer, this one that of the rejected. */
  readonly rejected?: Measure;
}

/** Measures records for one choice of tokenizer, template and target. */
export interface Meter {
  /**
   * Never throws for what a record holds.
   *
   * @param record the parsed record
   * @param withFeed also make the ids and labels
   */
  measure(record: unknown, withFeed?: boolean): Measure;
}

/** Of no use to the target: nothing of it is counted. */
export function unused(status: 'dropped' | 'failed', reason: string, pointer?: string): Measure {
  const where = pointer === undefined ? {} : { pointer };
  return { status, reason, ...where, tokens: 0, trained: 0, kept: 0, keptTrained: 0, turns: [] };
}
