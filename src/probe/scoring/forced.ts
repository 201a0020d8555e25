import * as l10n from '@vscode/l10n';
import type { AnswerToken } from '../answer';
import { at, bytesAt, listAt, numberAt, textAt } from '../unknownJson';
import { alternativesOf, scoredIndices, scoredToken, withoutFragments, type Scorer, type ScoringParts } from './scorer';
import type { ScoredToken } from './score';

/** Each token is a request of its own. */
export const MOST_FORCED_TOKENS = 512;
/** Makes a token certain; the log-probabilities that are told are those before it. */
const FORCING_BIAS = 1000;

/**
 * llama.cpp tells no log-probabilities of prompts. So each token of the answer is generated, forced by a bias: one small request a token,
 * one after the other, so that the prompt stays in the slot's cache. A grammar would take one request, but kills the server (b10587) at
 * tokens that end a text or are parts of a character.
 */
export const scoreByForcing: Scorer = async (parts) => {
  const { reference, signal, onProgress } = parts;
  const indices = scoredIndices(reference).slice(0, MOST_FORCED_TOKENS);
  const tokens: ScoredToken[] = [];
  for (const index of indices) {
    signal.throwIfAborted();
    const token = await force(parts, index);
    if ('reason' in token) return token;
    tokens.push(token);
    onProgress(tokens.length, indices.length);
  }
  return tokens;
};

async function force(parts: ScoringParts, index: number): Promise<ScoredToken | { readonly reason: string }> {
  const { access, capabilities, reference, signal } = parts;
  const id = reference.ids[index]!;
  const { lora } = access.endpoint;
  const body = {
    prompt: reference.ids.slice(0, index),
    n_predict: 1,
    n_probs: alternativesOf(capabilities),
    temperature: 0,
    samplers: ['temperature'],
    logit_bias: [[id, FORCING_BIAS]],
    cache_prompt: true,
    stream: false,
    ...(lora.length === 0 ? {} : { lora }),
  };
  const told = at(await access.post('/completion', body, signal), 'completion_probabilities', 0);
  const logprob = numberAt(told, 'logprob');
  if (numberAt(told, 'id') !== id || logprob === null) return { reason: notForced(index) };
  const text = textAt(told, 'token');
  return scoredToken(reference, index, { text, logprob, alternatives: alternativesIn(listAt(told, 'top_logprobs')) });
}

function alternativesIn(entries: readonly unknown[] | null): ScoredToken['alternatives'] {
  const found: Omit<AnswerToken, 'alternatives'>[] = [];
  for (const entry of entries ?? []) {
    const logprob = numberAt(entry, 'logprob');
    if (logprob === null) continue;
    const text = withoutFragments(textAt(entry, 'token') ?? '');
    found.push({ text, bytes: bytesAt(entry, 'bytes'), id: numberAt(entry, 'id'), logprob });
  }
  return found;
}

function notForced(index: number): string {
  return l10n.t('The server made another token than the one that was forced, at token {0}.', index + 1);
}
