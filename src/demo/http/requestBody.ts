import { randomInt } from 'node:crypto';
import type { ChatPrompt, ChatPromptMessage } from '../chatPrompt';
import type { GenerateOptions } from '../generate';
import { isObject, type Fields } from './fields';
import { RequestFault } from './requestFault';

/** What the demo's models do if a request says nothing else. */
const TEMPERATURE = 0.6;
const ROLES = ['system', 'user', 'assistant', 'tool'];

/** @param maxTokens if the request names none @throws RequestFault */
export function readOptions(fields: Fields, maxTokens: number): GenerateOptions {
  const named = fields.number('max_tokens', undefined, { min: 0, whole: true });
  return {
    temperature: fields.number('temperature', TEMPERATURE, { min: 0, max: 10 }),
    topP: fields.number('top_p', 1, { min: 0, max: 1 }),
    // vLLM's -1 says the same.
    topK: Math.max(0, fields.number('top_k', 0, { min: -1, whole: true })),
    bias: readBias(fields),
    maxTokens: fields.number('max_completion_tokens', named, { min: 0, whole: true }) ?? maxTokens,
    seed: fields.number('seed', undefined, { whole: true }) ?? randomInt(2 ** 31),
    stop: fields.texts('stop'),
    ignoresEnd: fields.boolean('ignore_eos', false),
  };
}

function readBias(fields: Fields): ReadonlyMap<number, number> {
  const bias = new Map<number, number>();
  for (const [id, value] of Object.entries(fields.object('logit_bias'))) {
    if (!/^\d+$/.test(id) || typeof value !== 'number') {
      throw new RequestFault(400, 'logit_bias must map token ids to numbers.', 'logit_bias');
    }
    bias.set(Number(id), value);
  }
  return bias;
}

/**
 * The messages with what belongs to them. A last message of the assistant is continued, whether that is asked for or not.
 *
 * @throws RequestFault
 */
export function readChatPrompt(fields: Fields, continuesByItself: boolean): ChatPrompt {
  const messages = fields.objects('messages')?.map(readMessage);
  if (!messages || messages.length === 0)
    throw new RequestFault(400, 'messages must be a list, and not empty.', 'messages');
  const isContinued = fields.boolean('continue_final_message', false);
  const addGenerationPrompt = fields.boolean('add_generation_prompt', !isContinued);
  if (isContinued && addGenerationPrompt) {
    throw new RequestFault(400, 'Cannot set both continue_final_message and add_generation_prompt to true.');
  }
  const continuesLast = isContinued || (continuesByItself && messages.at(-1)!.role === 'assistant');
  const variables = fields.object('chat_template_kwargs');
  return { messages, tools: fields.objects('tools'), variables, addGenerationPrompt, continuesLast };
}

function readMessage(message: Readonly<Record<string, unknown>>): ChatPromptMessage {
  const role = message.role === 'developer' ? 'system' : message.role;
  if (typeof role !== 'string' || !ROLES.includes(role)) {
    throw new RequestFault(400, `A role must be one of ${ROLES.join(', ')}.`, 'messages');
  }
  return { ...message, role, content: contentOf(message.content) };
}

function contentOf(content: unknown): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.map(textOfPart).join('\n');
}

function textOfPart(part: unknown): string {
  if (isObject(part) && part.type === 'text' && typeof part.text === 'string') return part.text;
  throw new RequestFault(400, 'The demo models read text only.', 'messages');
}
