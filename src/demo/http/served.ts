import { setImmediate, setTimeout } from 'node:timers/promises';
import type { DemoTokenizer } from '../demoTokenizer';
import { generate, type Ending, type GeneratedToken, type GenerateOptions } from '../generate';
import type { NgramModel } from '../model/ngram';
import type { Fields } from './fields';
import { RequestFault } from './requestFault';

/** Tokens of prompt and answer together. */
export const CONTEXT = 8192;

/** Tokens between two looks at the world outside. */
const SLICE = 64;

/** A model behind its name. */
export interface ServedModel {
  readonly id: string;
  /** Of the tuned model: the one that it was made from. */
  readonly parent: string | null;
  readonly model: NgramModel;
}

/** All that requests are answered with. */
export interface Served {
  readonly tokenizer: DemoTokenizer;
  readonly models: readonly ServedModel[];
  /** Milliseconds between the tokens of a stream. */
  readonly pace: number;
  /** Seconds since 1970, when the server was started. */
  readonly created: number;
}

/** The model that a request names; the first one if it names none. @throws RequestFault */
export function modelOf({ models }: Served, fields: Fields): ServedModel {
  const name = fields.value.model ?? models[0]!.id;
  const found = models.find(({ id }) => id === name);
  if (!found) throw new RequestFault(404, `The model ${JSON.stringify(name)} does not exist.`, 'model');
  return found;
}

/** @throws RequestFault if prompt and answer don't fit into the context */
export function checkLength(prompt: number, maxTokens: number): void {
  if (prompt + maxTokens <= CONTEXT) return;
  throw new RequestFault(
    400,
    `This model's maximum context length is ${CONTEXT} tokens. However, you requested ${prompt + maxTokens} tokens (${prompt} in the messages, ${maxTokens} in the completion). Please reduce the length of the messages or completion.`,
    'messages',
  );
}

export interface GenerateJob {
  readonly model: NgramModel;
  readonly prompt: readonly number[];
  readonly options: GenerateOptions;
  /** Milliseconds between tokens. */
  readonly pace: number;
  readonly signal: AbortSignal;
}

/** Generates without keeping other requests waiting, till the client goes away. Undefined: it did. */
export async function generateFor(
  { tokenizer }: Served,
  { model, prompt, options, pace, signal }: GenerateJob,
  onToken: (token: GeneratedToken) => void,
): Promise<Ending | undefined> {
  const tokens = generate({ model, tokenizer }, prompt, options);
  for (let count = 1; !signal.aborted; count++) {
    const step = tokens.next();
    if (step.done) return step.value;
    onToken(step.value);
    if (pace > 0) await setTimeout(pace);
    else if (count % SLICE === 0) await setImmediate();
  }
  return undefined;
}
