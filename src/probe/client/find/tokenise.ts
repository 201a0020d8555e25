import * as l10n from '@vscode/l10n';
import type { Capability } from '../../capabilities';
import { idsAt, listAt, numberAt } from '../../unknownJson';
import type { Asking } from './asking';
import { lacking, no, unknown, yes } from './capability';
import { sentence } from './questions';

/** Ids that every vocabulary has, for servers that don't tell any. */
const anyIds = [100, 101, 102, 103];

export interface FoundTokens {
  readonly capability: Capability;
  /** Of {@link sentence}; null: not known. */
  readonly ids: readonly number[] | null;
}

/** How servers are asked for the tokens of a text: vLLM and SGLang, llama.cpp, TGI, LMDeploy. */
const shapes: readonly { readonly path: string; readonly body: (model: string) => object }[] = [
  { path: '/tokenize', body: (model) => ({ model, prompt: sentence }) },
  { path: '/tokenize', body: () => ({ content: sentence }) },
  { path: '/tokenize', body: () => ({ inputs: sentence }) },
  { path: 'v1:/encode', body: () => ({ input: sentence }) },
];

export async function findTokens(asking: Asking): Promise<FoundTokens> {
  for (const { path, body } of shapes) {
    const tried = await asking.post(path, body(asking.model));
    const ids = 'value' in tried ? idsIn(tried.value) : null;
    if (ids !== null && ids.length > 0) {
      const why = l10n.t('It made {0} tokens of “{1}”.', ids.length, sentence);
      return { capability: yes(why), ids };
    }
  }
  return { capability: no(l10n.t('No address of it makes tokens of a text.')), ids: null };
}

function idsIn(response: unknown): readonly number[] | null {
  const list = listAt(response, 'tokens') ?? listAt(response, 'input_ids') ?? listAt(response);
  const ids = list?.map((token) => numberAt(token, 'id') ?? token);
  return idsAt({ ids }, 'ids');
}

/** Prompts of token ids: the server must count as many as it was given, perhaps with a start token before them. */
export async function findTokenIdPrompt(asking: Asking, known: FoundTokens['ids']): Promise<Capability> {
  const prompt = known ?? anyIds;
  const body = { model: asking.model, prompt, max_tokens: 1, temperature: 0, stream: false };
  const tried = await asking.post('v1:/completions', body);
  if ('fault' in tried) return lacking(tried.fault);
  const counted = numberAt(tried.value, 'usage', 'prompt_tokens');
  if (counted === null) return unknown(l10n.t('It takes token ids, but doesn’t tell what it makes of them.'));
  return counted === prompt.length || counted === prompt.length + 1
    ? yes(l10n.t('It took {0} token ids as {1} tokens.', prompt.length, counted))
    : no(l10n.t('It took {0} token ids as {1} tokens.', prompt.length, counted));
}
