import * as l10n from '@vscode/l10n';
import type { Capabilities } from '../capabilities';
import type { ServerAccess } from '../client/client';
import { listAt, numberAt, textAt } from '../unknownJson';
import { missingLogprob, noPromptLogprobs } from './echo';
import { scoredIndices, scoredToken, type Scorer, type ScoringParts } from './scorer';
import type { ScoredToken } from './score';

/**
 * TGI's own `POST /generate` with `decoder_input_details`. It takes only text, to which its tokenizer adds what starts a text (the field
 * that could prevent it is skipped, router/src/lib.rs): so the text is sent without a start token that would be doubled, and its tokens are
 * compared with those that are meant.
 */
export const scoreByTgi: Scorer = async (parts) => {
  const { reference, onProgress } = parts;
  const indices = scoredIndices(reference);
  if (reference.text === null) return { reason: noPromptLogprobs() };
  let entries = await prefillOf(parts, reference.text);
  if (entries !== null && isDoubled(entries, reference.ids)) {
    const startToken = textAt(entries, 0, 'text') ?? '';
    if (reference.text.startsWith(startToken))
      entries = await prefillOf(parts, reference.text.slice(startToken.length));
  }
  if (entries === null || entries.length === 0) return { reason: noPromptLogprobs() };
  const first = firstOf(entries, reference.ids);
  if (first === null) return { reason: l10n.t('The server splits the text into other tokens when it scores.') };
  const tokens: ScoredToken[] = [];
  for (const index of indices) {
    const entry = entries[index - first];
    const logprob = numberAt(entry, 'logprob');
    if (logprob === null) return { reason: missingLogprob(index) };
    tokens.push(scoredToken(reference, index, { text: textAt(entry, 'text'), logprob }));
  }
  onProgress(indices.length, indices.length);
  return tokens;
};

async function prefillOf(
  { access, capabilities, signal }: ScoringParts,
  inputs: string,
): Promise<readonly unknown[] | null> {
  const model = await access.model(signal);
  const parameters = { max_new_tokens: 1, details: true, decoder_input_details: true };
  const answer = await access.post(
    '/generate',
    { inputs, parameters: { ...parameters, ...adapterOf(access, capabilities, model) } },
    signal,
  );
  return listAt(answer, 'details', 'prefill') ?? listAt(answer, 0, 'details', 'prefill');
}

/** In chat requests the model may name an adapter, `tgi` stands for the model itself; `/generate` takes adapters as a parameter. */
function adapterOf(access: ServerAccess, { models }: Capabilities, model: string): object {
  const wished = access.endpoint.extraBody.adapter_id;
  if (typeof wished === 'string') return { adapter_id: wished };
  const isBase = model === 'tgi' || models.some(({ id, parent }) => id === model && parent === null);
  return isBase ? {} : { adapter_id: model };
}

function isDoubled(entries: readonly unknown[], ids: readonly number[]): boolean {
  return numberAt(entries, 0, 'id') === ids[0] && numberAt(entries, 1, 'id') === ids[0] && ids[1] !== ids[0];
}

/** Index, in the ids that are meant, of the first entry: both end alike. Null if they differ. */
function firstOf(entries: readonly unknown[], ids: readonly number[]): number | null {
  const first = ids.length - entries.length;
  const isSame = ids.every((id, index) => index < first || numberAt(entries, index - first, 'id') === id);
  return isSame ? first : null;
}
