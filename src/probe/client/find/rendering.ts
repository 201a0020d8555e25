import * as l10n from '@vscode/l10n';
import type { Capabilities, Capability, RenderingRecipe, ServerKind } from '../../capabilities';
import { renderWith, type Rendered } from '../../prompt/render';
import type { Asking } from './asking';
import { no, yes } from './capability';
import { beginning, question } from './questions';

/** What each server is known to have comes first; the others are tried all the same. `debugRender` lets others than Ollama answer, and shows nothing. */
const first: Partial<Record<ServerKind, RenderingRecipe>> = {
  'llama.cpp': 'applyTemplate',
  vllm: 'tokenizeMessages',
  sglang: 'returnedIds',
  tgi: 'chatTokenize',
  ollama: 'debugRender',
};
const others: readonly RenderingRecipe[] = [
  'applyTemplate',
  'tokenizeMessages',
  'chatTokenize',
  'returnedIds',
  'debugRender',
];

export interface FoundRendering extends Pick<Capabilities, 'rendering'> {
  readonly capability: Capability;
}

/** Where rendered prompts come from: from whichever route gives one that is not empty. */
export async function findRendering(asking: Asking, server: ServerKind): Promise<FoundRendering> {
  const known = first[server];
  const order = known ? [known, ...others.filter((recipe) => recipe !== known)] : others;
  for (const recipe of order) {
    const rendered = await render(asking, recipe, null);
    if (rendered && isRendered(rendered)) return { capability: yes(whyOf(rendered)), rendering: recipe };
  }
  return { capability: no(l10n.t('No address of it shows the prompt that it makes.')), rendering: null };
}

/** Whether the prompt ends with the beginning of an answer, so that the server lets it stay open; null if that can't be seen. */
export async function showsOpenAnswer(
  asking: Asking,
  recipe: RenderingRecipe | null,
  answer = beginning,
): Promise<boolean | null> {
  // Others render with flags, whatever the server does by itself.
  if (recipe !== 'applyTemplate' && recipe !== 'chatTokenize' && recipe !== 'debugRender') return null;
  const rendered = await render(asking, recipe, answer);
  return rendered?.text == null ? null : rendered.text.endsWith(answer);
}

function render(asking: Asking, recipe: RenderingRecipe, answer: string | null): Promise<Rendered | null> {
  const messages = answer === null ? question : [...question, { role: 'assistant', content: answer }];
  const request = { messages, tools: null, variables: null };
  const { server, signal } = asking;
  return asking.attempt(() => renderWith(server, recipe)(request, answer === null ? 'start' : 'open', signal));
}

/** The question must be in it: llama.cpp's `/tokenize` answers messages, which it doesn't know, with no tokens. */
function isRendered({ text, ids }: Rendered): boolean {
  return (text?.includes('France') ?? true) && (text !== null || (ids?.length ?? 0) > 0) && ids?.length !== 0;
}

function whyOf({ text, ids }: Rendered): string {
  if (ids === null) return l10n.t('It shows the prompt’s text.');
  return text === null
    ? l10n.t('It shows the prompt’s token ids.')
    : l10n.t('It shows the prompt’s text and its token ids.');
}
