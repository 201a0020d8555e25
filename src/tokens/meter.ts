import type { Sequence } from './sequence';

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
  /** True if the turn ends with a trained token that teaches the model to stop and truncation takes it away. */
  readonly endLost: boolean;
  /** Tokens from that end token to the end of the turn (2 for `<|im_end|>` and a line feed); 0 if there is none. */
  readonly ending: number;
  /** The target took a thought out of it. */
  readonly lostThought?: true;
}

/**
 * Token ids and labels after truncation, as the target feeds them. Both have one number a token; −100 = not trained. In LLaMA-Factory's stage
 * ppo the ids are the prompt's and the labels the answer's.
 */
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
  /** The reason lies in the file as a whole, and every record fails with it. */
  readonly isOfFile?: true;
  /** It is the measuring that fails: the target goes on, but into how many tokens the record's media turn can't be told. */
  readonly isUncountable?: true;
  /** A dropped record that ends the run all the same, at another record: the target's own message. */
  readonly endsRun?: string;
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
  /** Absent where it was not asked for, and of a record of which nothing is fed. */
  readonly feed?: Feed;
  /** Absent where it was not asked for, and of a record that could not be made tokens of. */
  readonly sequence?: Sequence;
  /** True if `trained` may differ from what the target does: it can't be told from the template which tokens are the model's. */
  readonly approximate?: true;
  /** Of a preference pair: the measure above is that of the chosen answer, this one that of the rejected. */
  readonly rejected?: Measure;
}

/** Measures records for one choice of tokenizer, template and target. */
export interface Meter {
  /**
   * Never throws for what a record holds.
   *
   * @param record the parsed record
   * @param withFeed also make the ids and labels, before truncation and after it
   */
  measure(record: unknown, withFeed?: boolean): Measure;
  /** Parses a record's text where `JSON.parse` would lose what this meter needs, such as `1.0`. @throws SyntaxError if it is no JSON */
  readonly parse?: (text: string) => unknown;
}

/** Parses a record's text for a meter. @throws SyntaxError if it is no JSON */
export function parseFor(meter: Meter, text: string): unknown {
  return meter.parse ? meter.parse(text) : (JSON.parse(text) as unknown);
}

/** Of no use to the target: nothing of it is counted. */
export function unused(status: 'dropped' | 'failed', reason: string, pointer?: string): Measure {
  const where = pointer === undefined ? {} : { pointer };
  return { status, reason, ...where, tokens: 0, trained: 0, kept: 0, keptTrained: 0, turns: [] };
}
