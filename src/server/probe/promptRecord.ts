import type { ProbeCase, RequestMessage } from '../../probe/cases/probeCase';

/** Between the results of tools that were called together (LLaMA-Factory, data/converter.py, `OpenAIDatasetConverter`). */
const BETWEEN_RESULTS = '\n</tool_response>\n<tool_response>\n';

/** A case as a record of OpenAI's messages. */
export function chatRecord({ messages, reference, tools, variables }: ProbeCase): object {
  return {
    messages: [...messages, reference.message],
    ...(tools && { tools }),
    ...(variables && { chat_template_kwargs: variables }),
  };
}

/** A case as a ShareGPT record, as LLaMA-Factory reads it: results that follow one another are one turn, and beside calls there is no text. */
export function shareGptRecord({ messages, reference, tools }: ProbeCase): object {
  const conversations: { from: string; value: string }[] = [];
  for (const message of [...messages, reference.message]) {
    const last = conversations.at(-1);
    const turn = shareGptTurn(message);
    if (last?.from === 'observation' && turn.from === 'observation') last.value += BETWEEN_RESULTS + turn.value;
    else conversations.push(turn);
  }
  return { conversations, ...(tools && { tools: JSON.stringify(tools) }) };
}

const ROLES: Readonly<Record<string, string>> = {
  system: 'system',
  user: 'human',
  assistant: 'gpt',
  tool: 'observation',
};

function shareGptTurn(message: RequestMessage): { from: string; value: string } {
  const { role, content, tool_calls: calls } = message;
  if (Array.isArray(calls) && calls.length > 0) return { from: 'function_call', value: callText(calls) };
  return { from: ROLES[role] ?? role, value: typeof content === 'string' ? content : '' };
}

/** The arguments stay as they are written. */
function callText(calls: readonly unknown[]): string {
  const written = (calls as readonly { function: { name: string; arguments: string } }[]).map(
    ({ function: { name, arguments: args } }) => `{"name": ${JSON.stringify(name)}, "arguments": ${args}}`,
  );
  return written.length === 1 ? written[0]! : `[${written.join(', ')}]`;
}
