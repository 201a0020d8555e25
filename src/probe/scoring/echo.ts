import * as l10n from '@vscode/l10n';
import { at, listAt, numberAt, textAt } from '../unknownJson';
import { alternativesOf, alternativesOfMap, scoredIndices, scoredToken, type Scorer } from './scorer';
import type { ScoredToken } from './score';

/**
 * Text completions that repeat their prompt with its log-probabilities: vLLM, SGLang, OpenAI's own old ones.
 *
 * One token is asked for, and not looked at: SGLang refuses to make none (`CompletionRequest.max_tokens`), and so did old versions of vLLM.
 */
export const scoreByEcho: Scorer = async ({ access, capabilities, reference, signal, onProgress }) => {
  const indices = scoredIndices(reference);
  const body = {
    model: await access.model(signal),
    prompt: reference.ids,
    max_tokens: 1,
    echo: true,
    logprobs: alternativesOf(capabilities),
    temperature: 0,
    stream: false,
  };
  const answer = await access.post('v1:/completions', body, signal);
  const told = at(answer, 'choices', 0, 'logprobs');
  const count = listAt(told, 'token_logprobs')?.length ?? 0;
  if (count < reference.ids.length) return { reason: noPromptLogprobs() };
  const tokens: ScoredToken[] = [];
  for (const index of indices) {
    const logprob = numberAt(told, 'token_logprobs', index);
    if (logprob === null) return { reason: missingLogprob(index) };
    const text = textAt(told, 'tokens', index);
    const alternatives = alternativesOfMap(at(told, 'top_logprobs', index));
    tokens.push(scoredToken(reference, index, { text, logprob, alternatives }));
  }
  onProgress(indices.length, indices.length);
  return tokens;
};

export function noPromptLogprobs(): string {
  return l10n.t('The server gave no log-probabilities of the prompt.');
}

export function missingLogprob(index: number): string {
  return l10n.t('The server gave no log-probability of token {0}.', index + 1);
}
