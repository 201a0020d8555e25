import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { type ChatMessage, type ChatTurn, type Fields, isUnreadable, type Unreadable } from './conversation';

/** Roles of ShareGPT (`from`) and ms-swift, and what chat templates call them. Any other role stays as it is. */
const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  gpt: 'assistant',
  bot: 'assistant',
  observation: 'tool',
  tool_response: 'tool',
};

/** Roles whose text is one function call, or a list of them, as JSON. */
const CALL_ROLES: readonly string[] = ['function_call', 'tool_call'];

/** A thought that stands in front of a function call. */
const THOUGHT = /^\s*<think>[^]*?<\/think>\s*/;

/** Reads a message: `role` and `content` as in OpenAI's format, or `from` and `value` as in ShareGPT. */
export function readMessage(value: unknown, pointer: string): ChatTurn | Unreadable {
  if (!isJsonObject(value)) return { problem: l10n.t('A message must be an object.'), pointer };
  const role = value.role ?? value.from;
  if (typeof role !== 'string') return { problem: l10n.t('A message needs a role.'), pointer };
  const contentField = 'content' in value || !('value' in value) ? 'content' : 'value';
  const content = value[contentField];
  const at = `${pointer}/${contentField}`;
  if (CALL_ROLES.includes(role) && typeof content === 'string') return readCallTurn(role, value, content, at);

  const parts = textParts(content);
  const kept = contentField === 'value' ? {} : withoutContent(value);
  const message: ChatMessage = {
    ...kept,
    role: ROLES[role] ?? role,
    ...(contentField in value && { content: parts?.join('') ?? content }),
  };
  return {
    role,
    message,
    pointers: [
      ...(contentField in value ? [at] : []),
      ...['reasoning_content', 'tool_calls'].filter((field) => field in kept).map((field) => `${pointer}/${field}`),
    ],
    texts: [...textsOf(kept.reasoning_content), ...(parts ?? []), ...callTexts(kept.tool_calls)],
    source: value,
  };
}

/** Reads each of a list; the first that can't be read is the result. */
export function readMessages(value: unknown, pointer: string): readonly ChatTurn[] | Unreadable {
  if (!Array.isArray(value)) return { problem: l10n.t('This must be a list of messages.'), pointer };
  const turns: ChatTurn[] = [];
  for (const [i, item] of value.entries()) {
    const turn = readMessage(item, `${pointer}/${i}`);
    if (isUnreadable(turn)) return turn;
    turns.push(turn);
  }
  return turns;
}

/** A turn of plain text. */
export function textTurn(role: string, content: string, pointers: readonly string[], name = role): ChatTurn {
  return { role: name, message: { role, content }, pointers, texts: [content], source: {} };
}

/** The texts of a content of text only: a string, or parts of type `text` with `text` (OpenAI) or `value` (LLaMA-Factory's v1). */
function textParts(content: unknown): string[] | undefined {
  if (typeof content === 'string') return [content];
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part: unknown) => {
    const text = isJsonObject(part) && part.type === 'text' ? (part.text ?? part.value) : undefined;
    return typeof text === 'string' ? text : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function withoutContent(value: Fields): Fields {
  const { content: _content, ...rest } = value;
  return rest;
}

function readCallTurn(role: string, source: Fields, text: string, pointer: string): ChatTurn | Unreadable {
  const thought = THOUGHT.exec(text)?.[0] ?? '';
  const calls = parseCalls(text.slice(thought.length));
  if (!calls)
    return { problem: l10n.t('A function call must be a JSON object with a name, or a list of them.'), pointer };
  const message = { role: 'assistant', content: thought, tool_calls: calls };
  return { role, message, pointers: [pointer], texts: [text], source };
}

/** Calls in the shape that chat templates expect: `{"type": "function", "function": {"name", "arguments"}}`. */
function parseCalls(json: string): object[] | undefined {
  const parsed = parseJson(json);
  const calls = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
  if (!calls.every((call): call is Fields => isJsonObject(call) && typeof call.name === 'string')) return undefined;
  return calls.map(({ name, arguments: args }) => ({ type: 'function', function: { name, arguments: args } }));
}

/** The value of a JSON text, undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function callTexts(calls: unknown): string[] {
  if (!Array.isArray(calls)) return [];
  return calls.flatMap((call: unknown) => {
    const named = isJsonObject(call) && isJsonObject(call.function) ? call.function : call;
    return isJsonObject(named) ? [...textsOf(named.name), ...textsOf(named.arguments)] : [];
  });
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value === undefined || value === null ? [] : [JSON.stringify(value)];
}
