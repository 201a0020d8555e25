import * as l10n from '@vscode/l10n';
import type { Capabilities } from '../capabilities';
import type { RequestMessage } from '../cases/probeCase';
import { ProbeError, type ServerAccess } from '../client/client';
import { textAt, UnreadableError } from '../unknownJson';
import { renderWith } from './render';
import type { ServedPrompt } from './servedPrompt';

/**
 * The prompt that the server makes of messages, with what starts the answer. `reason`: for people, why there is none.
 *
 * @param variables `chat_template_kwargs`
 * @throws what the signal was aborted with
 */
export async function servedPrompt(
  access: ServerAccess,
  capabilities: Capabilities,
  messages: readonly RequestMessage[],
  tools: readonly object[] | null,
  variables: Readonly<Record<string, unknown>> | null,
  signal: AbortSignal,
): Promise<ServedPrompt | { readonly reason: string }> {
  const recipe = capabilities.rendering;
  if (recipe === null) {
    const { why } = capabilities.abilities.renderedPrompt;
    return { reason: why === '' ? l10n.t('This server doesn’t tell how it renders a prompt.') : why };
  }
  try {
    const rendered = await renderWith(access, recipe)({ messages, tools, variables }, 'start', signal);
    const text = rendered.text ?? (await detokenised(access, rendered.ids ?? [], signal));
    return { recipe, text, ids: rendered.ids, pieces: rendered.pieces?.map((piece) => piece.text) ?? null };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProbeError) return { reason: error.message };
    if (error instanceof UnreadableError) return { reason: l10n.t('The server’s answer can’t be read.') };
    throw error;
  }
}

/** vLLM calls the text `prompt`, SGLang `text`; null where there is no such route. */
async function detokenised(
  access: ServerAccess,
  tokens: readonly number[],
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const model = await access.model(signal);
    const answer = await access.post('/detokenize', { model, tokens, skip_special_tokens: false }, signal);
    return textAt(answer, 'prompt') ?? textAt(answer, 'text');
  } catch (error) {
    if (error instanceof ProbeError) return null;
    throw error;
  }
}
