import type { Fields } from '../format';
import { isJsonObject } from '../jsonObject';
import type { Names } from '../names';
import { hasField, valueOf } from './fields';

/** True for a list of messages: one of its items has a role and something that is said. */
export function isMessageList(value: unknown, names: Names): boolean {
  return Array.isArray(value) && value.some((item) => isMessage(item, names));
}

/** True for an object with a role and a content, or calls in its place. */
export function isMessage(value: unknown, names: Names): boolean {
  if (!isJsonObject(value) || typeof value[names.role] !== 'string') return false;
  return names.content in value || 'tool_calls' in value || 'function_call' in value;
}

/** True if the record has an answer of a preference pair, be the other one there or not. */
export function hasAnswers(record: Fields, names: Names): boolean {
  return hasField(record, names, 'chosen') || hasField(record, names, 'rejected');
}

/**
 * True if the record has a verdict: LLaMA-Factory's `kto_tag`, or a `label` that is true or false, also as text. Other labels are classes
 * (ms-swift, `seq_cls`).
 */
export function hasVerdict(record: Fields, names: Names): boolean {
  if (hasField(record, names, 'kto_tag')) return true;
  const label = valueOf(record, names, 'label');
  return typeof label === 'boolean' || (typeof label === 'string' && /^\s*(true|false)\s*$/i.test(label));
}

/** What a request to a model says beside its messages. */
const SAMPLING = [
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'top_p',
  'stream',
  'response_format',
  'tool_choice',
];

/** True for what goes to or comes from an API rather than into a training: requests with a model and its settings, responses with choices. */
export function isApiCall(record: Fields): boolean {
  if (Array.isArray(record.choices) || typeof record.custom_id === 'string') return true;
  if (typeof record.model !== 'string') return false;
  return SAMPLING.some((key) => key in record) || awaitsAnswer(record.messages);
}

function awaitsAnswer(messages: unknown): boolean {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isJsonObject(last) && last.role === 'user';
}

/** True for a value that may stand for an answer: text, a message or a list of messages. */
export function isAnswer(value: unknown, names: Names): boolean {
  return typeof value === 'string' || isMessage(value, names) || isMessageList(value, names);
}
