import type { AnswerToken } from '../answer';
import { ProbeError, type ServerAccess } from '../client/client';
import { at, listAt, numberAt, textAt } from '../unknownJson';
import { missingLogprob, noPromptLogprobs } from './echo';
import { alternativesOf, scoredIndices, scoredToken, withoutFragments, type Scorer, type ScoringParts } from './scorer';
import type { ScoredToken } from './score';

/**
 * SGLang's own `POST /generate`, which makes no token and tells the input's log-probabilities from one token on; SGLang's `select()` scores
 * choices so. Entries are `[logprob, id, text]`, the first one's log-probability is null.
 */
export const scoreBySglang: Scorer = async (parts) => {
  const { reference, onProgress } = parts;
  const indices = scoredIndices(reference);
  const answer = await generate(parts, 0).catch((error: unknown) => {
    if (isRefusal(error)) return generate(parts, 1);
    throw error;
  });
  const entries = listAt(answer, 'meta_info', 'input_token_logprobs');
  if (entries === null) return { reason: noPromptLogprobs() };
  const first = reference.ids.length - entries.length;
  const tokens: ScoredToken[] = [];
  for (const index of indices) {
    const entry = entries[index - first];
    const logprob = numberAt(entry, 0);
    if (logprob === null || numberAt(entry, 1) !== reference.ids[index]) return { reason: missingLogprob(index) };
    const alternatives = alternativesIn(at(answer, 'meta_info', 'input_top_logprobs', index - first));
    tokens.push(scoredToken(reference, index, { text: textAt(entry, 2), logprob, alternatives }));
  }
  onProgress(indices.length, indices.length);
  return tokens;
};

async function generate(parts: ScoringParts, newTokens: number): Promise<unknown> {
  const { access, capabilities, reference, signal } = parts;
  return access.post(
    '/generate',
    {
      input_ids: reference.ids,
      sampling_params: { max_new_tokens: newTokens, temperature: 0 },
      return_logprob: true,
      logprob_start_len: reference.start - 1,
      top_logprobs_num: alternativesOf(capabilities),
      return_text_in_logprobs: true,
      stream: false,
      ...(await adapterOf(access, parts, signal)),
    },
    signal,
  );
}

/** In chat requests `base:adapter` names an adapter; `/generate` has a field of its own for it. */
async function adapterOf(access: ServerAccess, { capabilities }: ScoringParts, signal: AbortSignal): Promise<object> {
  const wished = access.endpoint.extraBody.lora_path;
  if (wished !== undefined) return { lora_path: wished };
  const model = await access.model(signal);
  const colon = model.lastIndexOf(':');
  const isListed = capabilities.models.some(({ id, parent }) => id === model && parent === null);
  return colon > 0 && !isListed ? { lora_path: model.slice(colon + 1) } : {};
}

function alternativesIn(entries: unknown): ScoredToken['alternatives'] {
  if (!Array.isArray(entries)) return [];
  const found: Omit<AnswerToken, 'alternatives'>[] = [];
  for (const entry of entries as readonly unknown[]) {
    const logprob = numberAt(entry, 0);
    const text = withoutFragments(textAt(entry, 2) ?? '');
    if (logprob !== null) found.push({ text, bytes: null, id: numberAt(entry, 1), logprob });
  }
  return found;
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProbeError && (error.fault.status === 400 || error.fault.status === 422);
}
