import type { DemoTokenizer } from './demoTokenizer';
import type { NgramModel } from './model/ngram';
import type { NextToken } from './model/nextToken';
import { chooseToken, randomOf, type SamplingChoice } from './model/sampling';
import { VisibleText } from './visibleText';

export interface GenerateOptions extends SamplingChoice {
  /** Tokens at most, the one that ends the answer not among them. */
  readonly maxTokens: number;
  readonly seed: number;
  /** Texts that end the answer; they aren't part of it. */
  readonly stop: readonly string[];
  /** Goes on where the model would end. */
  readonly ignoresEnd: boolean;
}

export interface GeneratedToken {
  readonly id: number;
  /** What the model thought of all tokens at this place. */
  readonly next: NextToken;
  /** What is certain to be part of the answer by now, and wasn't before: '' within a character, or what may become a stop text. */
  readonly text: string;
}

/** How an answer ended. */
export interface Ending {
  readonly reason: 'stop' | 'length';
  /** The token that ended it; null: another reason did. */
  readonly end: { readonly id: number; readonly next: NextToken } | null;
  /** What was held back till now. */
  readonly text: string;
}

/** A model says what follows, token by token. */
export function* generate(
  { model, tokenizer }: { readonly model: NgramModel; readonly tokenizer: DemoTokenizer },
  prompt: readonly number[],
  options: GenerateOptions,
): Generator<GeneratedToken, Ending> {
  const random = randomOf(options.seed);
  const ids = [...prompt];
  const visible = new VisibleText(options.stop);
  for (let count = 0; count < options.maxTokens; count++) {
    const next = model.next(ids);
    const id = chooseToken(next, options, random, tokenizer.size);
    if (tokenizer.ends.has(id) && !options.ignoresEnd)
      return { reason: 'stop', end: { id, next }, text: visible.rest() };
    ids.push(id);
    yield { id, next, text: visible.push(tokenizer.bytesOf(id)) };
    if (visible.isStopped) return { reason: 'stop', end: null, text: '' };
  }
  return { reason: 'length', end: null, text: visible.rest() };
}

/** What a model thinks of each token of a text; null for the first, which has nothing before it. */
export function score(model: NgramModel, ids: readonly number[]): (NextToken | null)[] {
  return ids.map((_, at) => (at === 0 ? null : model.next(ids.slice(Math.max(0, at - model.order), at))));
}
