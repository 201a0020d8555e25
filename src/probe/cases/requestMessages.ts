import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { thoughtLength } from '../../dataset/formats/readCalls';
import type { Role, Turn } from '../../dataset/sample';
import { withCallIds } from './callIds';
import type { RequestMessage } from './probeCase';
import { writtenCalls, type JsonAt, type WrittenCall } from './requestCalls';

/** Turns as a request has them: what belongs together is one message. */
export interface ReadMessage {
  readonly role: Role;
  /** The role as it is sent: one of one's own (背景, 旁白, …) stays as it is, for the server to take or to refuse. */
  readonly name: string;
  /** A text; parts in OpenAI's shape; null: nothing beside calls. */
  readonly content: string | readonly unknown[] | null;
  readonly reasoning: string;
  readonly calls: readonly WrittenCall[];
  readonly callId: string | null;
  /** Indices of the turns that it was read from. */
  readonly turns: readonly number[];
}

/** What can't be sent, for people. */
export interface Unsendable {
  readonly problem: string;
}

/**
 * The messages of turns. Calls that stand in turns of their own (`tool_call` of ms-swift, `function_call` of ShareGPT) join the assistant's message before
 * them, as OpenAI's shape has it. A system prompt beside the messages gives way to one that is the first of them.
 */
export function readMessages(turns: readonly Turn[], jsonAt: JsonAt): readonly ReadMessage[] | Unsendable {
  const messages: ReadMessage[] = [];
  for (const [i, turn] of turns.entries()) {
    if (i === 0 && isSpareSystem(turn, turns[1])) continue;
    const message = readMessage(turn, i, jsonAt);
    if ('problem' in message) return message;
    const last = messages.at(-1);
    if (last && isJoined(message, last)) messages[messages.length - 1] = joined(last, message);
    else messages.push(message);
  }
  return withCallIds(messages);
}

/** A message as it is sent. What only trainers read of it (weights and the like) is left out: servers may refuse what they don't know. */
export function requestMessage({ name, content, reasoning, calls, callId }: ReadMessage): RequestMessage {
  return {
    role: name,
    content,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls.map(requestCall) }),
    ...(callId !== null && { tool_call_id: callId }),
  };
}

function requestCall({ id, name, arguments: args }: WrittenCall): object {
  return { id, type: 'function', function: { name, arguments: args } };
}

function readMessage(turn: Turn, index: number, jsonAt: JsonAt): ReadMessage | Unsendable {
  const calls = writtenCalls(turn, jsonAt);
  if (typeof calls === 'string') return { problem: calls };
  const content = contentOf(turn, calls.length > 0);
  if (content === undefined) {
    return {
      problem: l10n.t('It has images or other media that are no texts and no web addresses. They can’t be sent.'),
    };
  }
  const callId = turn.callId?.value;
  return {
    role: turn.role,
    name: turn.role === 'other' ? turn.name : turn.role,
    content,
    reasoning: turn.reasoning?.text ?? '',
    calls,
    callId: typeof callId === 'string' && callId !== '' ? callId : null,
    turns: [index],
  };
}

/** Undefined for a content that can't be sent. What is null or missing beside calls is null: some templates tell it from an empty text (DeepSeek's), others fail on it (Qwen3's). */
function contentOf(turn: Turn, hasCalls: boolean): ReadMessage['content'] | undefined {
  const { content, pointers, calls } = turn;
  if (turn.hasOtherParts) {
    const parts = partsOf(turn);
    return parts?.every(isSendable) ? parts : undefined;
  }
  const isCall = calls?.form === 'text' && pointers.includes(calls.pointer);
  if (isCall) return content.slice(0, thoughtLength(content));
  return hasCalls && content === '' && isAbsent(turn) ? null : content;
}

/** True for a message whose content is null or missing. */
function isAbsent({ source, pointer, pointers }: Turn): boolean {
  if (!source || pointers[0] === pointer) return true;
  const key = contentKey(pointer, pointers);
  return key !== undefined && (source[key] === null || source[key] === undefined);
}

function partsOf({ source, pointer, pointers }: Turn): readonly unknown[] | undefined {
  if (!source) return undefined;
  const key = contentKey(pointer, pointers);
  const content = key === undefined ? undefined : source[key];
  return Array.isArray(content) ? content : undefined;
}

/** What the message calls its content. */
function contentKey(pointer: string, pointers: readonly string[]): string | undefined {
  return pointers[0]?.slice(pointer.length).split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A part in OpenAI's shape that needs no file of ours. */
function isSendable(part: unknown): boolean {
  if (!isJsonObject(part)) return false;
  const { type } = part;
  if (type === 'text') return typeof part.text === 'string';
  if (type === 'input_audio') return isJsonObject(part.input_audio) && typeof part.input_audio.data === 'string';
  if (type !== 'image_url' && type !== 'video_url' && type !== 'audio_url') return false;
  const link = part[type];
  return isJsonObject(link) && typeof link.url === 'string' && /^(?:https?|data):/i.test(link.url);
}

/** Calls right behind what the assistant says, or behind other calls, without a text of their own. */
function isJoined(message: ReadMessage, last: ReadMessage): boolean {
  return last.role === 'assistant' && message.role === 'assistant' && message.calls.length > 0 && !message.content;
}

function joined(last: ReadMessage, { calls, reasoning, turns }: ReadMessage): ReadMessage {
  return {
    ...last,
    reasoning: [last.reasoning, reasoning].filter((thought) => thought !== '').join('\n\n'),
    calls: [...last.calls, ...calls],
    turns: [...last.turns, ...turns],
  };
}

function isSpareSystem(first: Turn, second: Turn | undefined): boolean {
  return (
    first.source === undefined && first.role === 'system' && second?.source !== undefined && second.role === 'system'
  );
}
