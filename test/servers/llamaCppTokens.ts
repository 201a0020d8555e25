import { Fields } from '../../src/demo/http/fields';
import type { NgramModel } from '../../src/demo/model/ngram';
import type { Exchange } from './imitation';
import { contextOf, modelOf, TooLong, type SaidToken } from './speech';

export function checkLength(exchange: Exchange, ids: readonly number[]): void {
  const context = contextOf(exchange);
  if (ids.length < context) return;
  const message = `request (${ids.length} tokens) exceeds the available context size (${context} tokens), try increasing it`;
  throw new TooLong(message, ids.length, context);
}

/** LoRA scales are taken per request: 0 is the model without the adapter. */
export function modelIn(exchange: Exchange): NgramModel {
  const [lora] = exchange.fields.objects('lora') ?? [];
  return lora?.scale === 0 ? exchange.engine.base : modelOf({ ...exchange, fields: without(exchange, 'model') });
}

/** So that a value other than true and false is not a fault. */
export function without({ fields }: Exchange, name: string): Fields {
  const { [name]: _, ...value } = fields.value;
  return new Fields(value);
}

/** Not standard, on the last chunk. */
export const timings = { prompt_n: 1, predicted_n: 1, prompt_ms: 1, predicted_ms: 1 };

/** Tokens that are parts of one character are one entry, which has the log-probability of the last of them only. */
export function lossy({ engine }: Exchange, tokens: readonly SaidToken[], top: number): object[] {
  const entries: object[] = [];
  let fragments: number[] = [];
  for (const token of tokens) {
    fragments.push(token.id);
    if (token.text === '') continue;
    const text = engine.tokenizer.decode(fragments);
    const entry = { id: token.id, token: text, bytes: [...Buffer.from(text)], logprob: token.next.logprobOf(token.id) };
    entries.push({ ...entry, top_logprobs: alternatives({ engine }, token, top) });
    fragments = [];
  }
  return entries;
}

export function alternatives(
  { engine }: Pick<Exchange, 'engine'>,
  { next }: Pick<SaidToken, 'next'>,
  top: number,
): object[] {
  return next.top(top).map(({ id, logprob }) => ({
    id,
    token: engine.tokenizer.textOf(id),
    bytes: [...engine.tokenizer.bytesOf(id)],
    logprob,
  }));
}
