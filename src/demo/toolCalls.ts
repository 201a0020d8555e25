import { randomUUID } from 'node:crypto';

/** With what a model that was trained on Qwen's or Hermes' markup begins a call. */
export const toolCallStart = '<tool_call>';
const CALL = /<tool_call>\s*([^]*?)\s*(?:<\/tool_call>|$)/g;

export interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** The calls in a model's text, and what else it says. A call that is no JSON stays in the text. */
export function parseToolCalls(text: string): { content: string; calls: ToolCall[] } {
  const calls: ToolCall[] = [];
  const content = text.replace(CALL, (markup: string, json: string) => {
    const call = readCall(json);
    if (!call) return markup;
    calls.push({ id: `call_${randomUUID().slice(0, 8)}`, type: 'function', function: call });
    return '';
  });
  return { content: calls.length > 0 ? content.trim() : content, calls };
}

function readCall(json: string): ToolCall['function'] | undefined {
  try {
    const { name, arguments: given } = JSON.parse(json) as { name?: unknown; arguments?: unknown };
    if (typeof name !== 'string') return undefined;
    return { name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) };
  } catch {
    return undefined;
  }
}
