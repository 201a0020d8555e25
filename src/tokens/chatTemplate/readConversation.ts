import * as l10n from '@vscode/l10n';
import { formatById } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { type ChatTurn, type Conversation, type Fields, isUnreadable, type Unreadable } from './conversation';
import { parseJson, readMessages, textTurn } from './readMessage';

/** The fields that hold a list of messages. */
export function listField(record: Fields): string | undefined {
  return ['messages', 'conversations', 'conversation'].find((field) => Array.isArray(record[field]));
}

/** A list of messages, with the system prompt and the tools that stand beside it. */
export function readConversation(record: Fields, field: string, pointer = ''): Conversation | Unreadable {
  const turns = readMessages(record[field], `${pointer}/${field}`);
  return isUnreadable(turns) ? turns : complete(record, turns, pointer);
}

/** Adds what a record holds beside its messages: `system`, `tools`, `chat_template_kwargs`. */
export function complete(record: Fields, turns: readonly ChatTurn[], pointer = ''): Conversation | Unreadable {
  const tools = readTools(record.tools, `${pointer}/tools`);
  if (tools && isUnreadable(tools)) return tools;
  const { system, chat_template_kwargs: variables } = record;
  const hasSystem = typeof system === 'string' && system !== '' && turns[0]?.message.role !== 'system';
  return {
    turns: hasSystem ? [textTurn('system', system, [`${pointer}/system`]), ...turns] : turns,
    ...(tools && { tools, toolsPointer: `${pointer}/tools` }),
    ...(isJsonObject(variables) && { variables }),
  };
}

/** Tools are a list, or a list as JSON text. An empty text is no tools. */
function readTools(value: unknown, pointer: string): readonly object[] | Unreadable | undefined {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  const tools = typeof value === 'string' ? parseJson(value) : value;
  if (Array.isArray(tools) && tools.every(isJsonObject)) return tools;
  return { problem: l10n.t('The tools must be a list of objects, or such a list as JSON text.'), pointer };
}

export function readAlpaca(record: Fields): Conversation | Unreadable {
  const turns = formatById('alpaca')!.read(record).turns.map((turn) => textTurn(turn.role, turn.content, turn.pointers));
  return complete(record, turns);
}

/** A prompt, and what the model answers; from there on it is the completion. */
export function append(
  prompt: Conversation | Unreadable,
  answer: readonly ChatTurn[] | Unreadable,
): Conversation | Unreadable {
  if (isUnreadable(prompt)) return prompt;
  if (isUnreadable(answer)) return answer;
  return { ...prompt, turns: [...prompt.turns, ...answer], completionFrom: prompt.turns.length };
}
