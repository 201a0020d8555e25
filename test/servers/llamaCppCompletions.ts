import type { GenerateOptions } from '../../src/demo/generate';
import { readOptions } from '../../src/demo/http/requestBody';
import type { Exchange } from './imitation';
import { alternatives, checkLength, lossy, modelIn, timings, without } from './llamaCppTokens';
import { now, speak, usage, type SaidToken, type Speech } from './speech';

interface Completion {
  readonly ids: readonly number[];
  readonly speech: Speech;
  readonly top: number;
}

async function completion(exchange: Exchange, limit: string): Promise<Completion> {
  const { fields, engine } = exchange;
  const { value } = fields;
  const prompt = value.prompt;
  const ids = typeof prompt === 'string' ? engine.tokenizer.encode(prompt) : (prompt as number[]);
  checkLength(exchange, ids);
  const wanted = Number(value[limit] ?? 16);
  const options: GenerateOptions = {
    ...readOptions(without(exchange, 'logit_bias'), 16),
    bias: new Map(value.logit_bias as [number, number][] | undefined),
    // A number of 0 makes one token all the same, in spite of the README.
    maxTokens: Math.max(1, wanted),
  };
  const speech = await speak(exchange, { model: modelIn(exchange), ids, options });
  return { ids, speech, top: Number(value.n_probs ?? value.logprobs ?? 0) };
}

/** `echo` is ignored, `logprobs` is another name of `n_probs`, and what comes has the shape of chats. */
export async function complete(exchange: Exchange): Promise<void> {
  const { ids, speech, top } = await completion(exchange, 'max_tokens');
  const logprobs = top > 0 ? { content: lossy(exchange, said(speech), top) } : null;
  const choice = { text: speech.text, index: 0, logprobs, finish_reason: speech.reason };
  const head = { created: now(), model: '/models/demo-tuned.gguf', object: 'text_completion', id: 'cmpl-1' };
  exchange.wire.json(200, { choices: [choice], ...head, usage: usage(ids.length, speech.tokens.length), timings });
}

/** The native route. Log-probabilities are those before biases and sampling. */
export async function completeNatively(exchange: Exchange): Promise<void> {
  const { engine } = exchange;
  const { ids, speech, top } = await completion(exchange, 'n_predict');
  const probabilities = said(speech).map((token) => ({
    id: token.id,
    token: token.text,
    bytes: [...engine.tokenizer.bytesOf(token.id)],
    logprob: token.next.logprobOf(token.id),
    top_logprobs: alternatives({ engine }, token, top),
  }));
  exchange.wire.json(200, {
    index: 0,
    content: speech.text,
    tokens: [],
    stop: true,
    model: '/models/demo-tuned.gguf',
    tokens_predicted: speech.tokens.length,
    tokens_evaluated: ids.length,
    stop_type: speech.end ? 'eos' : 'limit',
    ...(top > 0 && { completion_probabilities: probabilities }),
    timings,
  });
}

/** With the token that ends an answer. */
function said({ tokens, end }: Speech): SaidToken[] {
  return end ? [...tokens, { ...end, text: '' }] : [...tokens];
}
