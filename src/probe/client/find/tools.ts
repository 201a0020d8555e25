import * as l10n from '@vscode/l10n';
import type { Capability } from '../../capabilities';
import { TOOLS_IN_STREAM } from '../chatBody';
import type { Asking } from './asking';
import { lacking, no, unknown, yes } from './capability';
import { tool, toolQuestion } from './questions';

/**
 * Tools reach the model if it calls one, or if the prompt grows by them. A model may rather answer, and templates leave out what they don't know of.
 */
export async function findTools(asking: Asking): Promise<Capability> {
  const bare = await asking.ask({ messages: toolQuestion });
  const answer = await asking.ask({ messages: toolQuestion, tools: [tool] });
  if (answer.calls.length > 0) return yes(l10n.t('The model called the tool that it was given.'));
  if (answer.fault && answer.state === 'failed') return lacking(answer.fault);
  if (!bare.usage || !answer.usage)
    return unknown(l10n.t('It takes tools; whether they reach the model it doesn’t tell.'));
  const grown = answer.usage.prompt - bare.usage.prompt;
  return grown > 0
    ? yes(l10n.t('A tool makes the prompt {0} tokens longer.', grown))
    : no(l10n.t('It takes tools, but the prompt stays as it is: the model’s template leaves them out.'));
}

/**
 * What can't be had together with tools as a stream. Refusals the chat learns by itself; LLaMA-Factory just ends the stream, as it fails behind the headers
 * (src/llamafactory/api/chat.py, “Cannot stream function calls.”).
 *
 * @param withTokens the server tells log-probabilities otherwise
 */
export async function findToolsInStream(asking: Asking, withTokens: boolean): Promise<readonly string[]> {
  const request = { messages: toolQuestion, tools: [tool], stream: true };
  const hopes = { has: ['logprobs'] as const };
  const answer = await asking.ask({ ...request, alternatives: withTokens ? 1 : null }, hopes);
  const isNothing = answer.content === '' && answer.reasoning === '' && answer.calls.length === 0;
  return answer.fault && isNothing ? [TOOLS_IN_STREAM] : [];
}
