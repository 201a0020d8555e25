import * as l10n from '@vscode/l10n';
import type { Capabilities, Capability, ScoringRecipe, ServerKind } from '../../capabilities';
import { at, listAt, numberAt, textAt } from '../../unknownJson';
import type { Asking } from './asking';
import { no, yes } from './capability';
import { sentence } from './questions';

/** One small request of each recipe of `scoring/`, and whether what came back is what it needs. */
interface Trial {
  readonly path: string;
  readonly body: (ids: readonly number[], model: string) => object;
  readonly isScored: (response: unknown, ids: readonly number[]) => boolean;
}

const trials: Record<ScoringRecipe, Trial> = {
  promptLogprobs: {
    path: 'v1:/completions',
    body: (prompt, model) => ({ model, prompt, max_tokens: 1, prompt_logprobs: 1, temperature: 0, stream: false }),
    isScored: (response, ids) => {
      const told = listAt(response, 'choices', 0, 'prompt_logprobs') ?? listAt(response, 'prompt_logprobs');
      return told?.length === ids.length && ids.every((id, i) => i === 0 || isNumber(told[i], String(id), 'logprob'));
    },
  },
  echo: {
    path: 'v1:/completions',
    body: (prompt, model) => ({ model, prompt, max_tokens: 1, echo: true, logprobs: 1, temperature: 0, stream: false }),
    // llama.cpp and others ignore `echo`, with HTTP 200.
    isScored: (response, ids) => {
      const told = listAt(response, 'choices', 0, 'logprobs', 'token_logprobs') ?? [];
      const text = textAt(response, 'choices', 0, 'text') ?? '';
      const isAll = told.length >= ids.length && ids.every((_, index) => index === 0 || isNumber(told, index));
      return isAll && ids.length > 1 && text.trimStart().startsWith(sentence);
    },
  },
  sglangGenerate: {
    path: '/generate',
    body: (input_ids) => ({
      input_ids,
      sampling_params: { max_new_tokens: 1, temperature: 0 },
      return_logprob: true,
      logprob_start_len: 0,
      stream: false,
    }),
    isScored: (response, ids) => {
      const told = listAt(response, 'meta_info', 'input_token_logprobs') ?? [];
      const first = ids.length - told.length;
      return told.length > 1 && told.every((entry, index) => numberAt(entry, 1) === ids[first + index]);
    },
  },
  tgiGenerate: {
    path: '/generate',
    body: () => ({
      inputs: sentence,
      parameters: { max_new_tokens: 1, details: true, decoder_input_details: true },
    }),
    isScored: (response) => {
      const told = listAt(response, 'details', 'prefill') ?? listAt(response, 0, 'details', 'prefill') ?? [];
      return told.length > 1 && told.slice(1).every((entry) => isNumber(entry, 'logprob'));
    },
  },
  forced: {
    path: '/completion',
    // The first token would hardly come by itself behind all of them.
    body: (ids) => ({
      prompt: ids,
      n_predict: 1,
      n_probs: 1,
      temperature: 0,
      samplers: ['temperature'],
      logit_bias: [[ids[0], 1000]],
      stream: false,
    }),
    isScored: (response, ids) => {
      const told = at(response, 'completion_probabilities', 0);
      return numberAt(told, 'id') === ids[0] && isNumber(told, 'logprob');
    },
  },
  meanOnly: {
    path: '/get_ppl',
    body: (input) => ({ input }),
    isScored: (response) => isNumber(response, 'ppl'),
  },
};

/** What each server is known to have comes first; the others are tried all the same. The ranks of `promptLogprobs` make it the better one. */
const first: Partial<Record<ServerKind, ScoringRecipe>> = {
  'llama.cpp': 'forced',
  sglang: 'sglangGenerate',
  tgi: 'tgiGenerate',
  lmdeploy: 'meanOnly',
};
const others: readonly ScoringRecipe[] = [
  'promptLogprobs',
  'echo',
  'sglangGenerate',
  'tgiGenerate',
  'forced',
  'meanOnly',
];

export interface FoundScoring extends Pick<Capabilities, 'scoring'> {
  readonly capability: Capability;
}

/**
 * How the reference can be scored: by the first recipe whose numbers are really there.
 *
 * @param ids of the sentence, if the server told them
 * @param isRendered the server tells into which tokens it makes a conversation, which all recipes but the mean need
 */
export async function findScoring(
  asking: Asking,
  server: ServerKind,
  ids: readonly number[] | null,
  isRendered: boolean,
): Promise<FoundScoring> {
  const known = first[server];
  const order = known ? [known, ...others.filter((recipe) => recipe !== known)] : others;
  for (const recipe of order) if (await scores(asking, recipe, ids)) return found(recipe, isRendered);
  const why =
    server === 'unknown'
      ? l10n.t('It tells no log-probabilities of a text that is given.')
      : l10n.t('It tells no log-probabilities of a text that is given ({0}).', server);
  return { capability: no(why), scoring: null };
}

async function scores(asking: Asking, recipe: ScoringRecipe, ids: readonly number[] | null): Promise<boolean> {
  // Text goes where ids are not known; only its number of tokens is.
  if (ids === null && recipe !== 'tgiGenerate') return false;
  const { path, body, isScored } = trials[recipe];
  const tried = await asking.post(path, body(ids ?? [], asking.model));
  return 'value' in tried && isScored(tried.value, ids ?? []);
}

function found(recipe: ScoringRecipe, isRendered: boolean): FoundScoring {
  if (!isRendered && recipe !== 'meanOnly') {
    const why = l10n.t('It scores tokens, but doesn’t tell into which tokens it makes a conversation.');
    return { capability: no(why), scoring: null };
  }
  return { capability: yes(whyOf(recipe)), scoring: recipe };
}

function whyOf(recipe: ScoringRecipe): string {
  switch (recipe) {
    case 'forced':
      return l10n.t('Every token of the reference is forced, with a request of its own: exact, but slow.');
    case 'meanOnly':
      return l10n.t('It tells only the mean of all tokens.');
    default:
      return l10n.t('It tells the log-probability of every token of a text that is given.');
  }
}

function isNumber(value: unknown, ...path: readonly (string | number)[]): boolean {
  return numberAt(value, ...path) !== null;
}
