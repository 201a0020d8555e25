import type { AnswerToken } from '../answer';
import { isJsonObject } from '../../dataset/jsonObject';
import { at, listAt, numberAt, textAt } from '../unknownJson';
import { missingLogprob, noPromptLogprobs } from './echo';
import { alternativesOf, scoredIndices, scoredToken, withoutFragments, type Scorer } from './scorer';
import type { ScoredToken } from './score';

/**
 * vLLM's `prompt_logprobs`: for each token of the prompt but the first the likeliest ones and itself, by their ids, with ranks
 * (vllm/entrypoints/openai/completion/protocol.py). Not where it is streamed.
 */
export const scoreByPromptLogprobs: Scorer = async ({ access, capabilities, reference, signal, onProgress }) => {
  const indices = scoredIndices(reference);
  const body = {
    model: await access.model(signal),
    prompt: reference.ids,
    max_tokens: 1,
    prompt_logprobs: alternativesOf(capabilities),
    temperature: 0,
    stream: false,
  };
  const answer = await access.post('v1:/completions', body, signal);
  const told = listAt(answer, 'choices', 0, 'prompt_logprobs') ?? listAt(answer, 'prompt_logprobs');
  if (told === null || told.length < reference.ids.length) return { reason: noPromptLogprobs() };
  const tokens: ScoredToken[] = [];
  for (const index of indices) {
    const entry = at(told, index, String(reference.ids[index]));
    const logprob = numberAt(entry, 'logprob');
    if (logprob === null) return { reason: missingLogprob(index) };
    const text = textAt(entry, 'decoded_token');
    const rank = numberAt(entry, 'rank');
    tokens.push(scoredToken(reference, index, { text, logprob, rank, alternatives: alternativesIn(told[index]) }));
  }
  onProgress(indices.length, indices.length);
  return tokens;
};

function alternativesIn(entries: unknown): ScoredToken['alternatives'] {
  if (!isJsonObject(entries)) return [];
  const found: Omit<AnswerToken, 'alternatives'>[] = [];
  for (const [id, entry] of Object.entries(entries)) {
    const logprob = numberAt(entry, 'logprob');
    const text = withoutFragments(textAt(entry, 'decoded_token') ?? '');
    if (logprob !== null) found.push({ text, bytes: null, id: Number(id), logprob });
  }
  return found;
}
