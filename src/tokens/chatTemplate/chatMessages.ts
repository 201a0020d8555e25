import * as l10n from '@vscode/l10n';
import { fieldAt, valueOf } from '../../dataset/formats/fields';
import type { Format } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import type { Names } from '../../dataset/names';
import type { Sample, Tools, Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { chatTurn } from './chatTurn';
import {
  type ChatTurn,
  type Conversation,
  type Conversations,
  type Fields,
  isUnreadable,
  type Unreadable,
} from './conversation';

/**
 * Makes conversations for a chat template of what a format read.
 *
 * @param sample the record, read by the format
 */
export function conversationsOf(record: Fields, sample: Sample, format: Format): Conversations | Unreadable {
  const broken = brokenMessage(record, format) ?? nothingRead(record, sample, format);
  if (broken) return broken;
  const isPair = format.purpose === 'preference' || sample.preference !== undefined;
  return isPair ? pairOf(record, sample, format) : single(record, sample, format);
}

function single(record: Fields, sample: Sample, format: Format): Conversations | Unreadable {
  const conversation = conversationOf(record, sample, format, sample.turns, sample.completionFrom);
  return isUnreadable(conversation) ? conversation : { conversation };
}

/** The same prompt with two answers. */
function pairOf(record: Fields, sample: Sample, format: Format): Conversations | Unreadable {
  const { turns, preference: { chosen, rejected } = {} } = sample;
  if (!chosen) return missing('chosen', l10n.t('There is no chosen answer that can be read.'), record, format);
  if (!rejected) return missing('rejected', l10n.t('There is no rejected answer that can be read.'), record, format);
  const [first, second] = [chosen, rejected].map(({ turns: answers, repeated = [] }) => {
    const prompt = [...turns.slice(0, turns.length - repeated.length), ...repeated];
    return conversationOf(record, sample, format, [...prompt, ...answers], prompt.length);
  }) as [Conversation | Unreadable, Conversation | Unreadable];
  if (isUnreadable(first)) return first;
  return isUnreadable(second) ? second : { conversation: first, rejected: second };
}

function missing(field: string, problem: string, record: Fields, { names }: Format): Unreadable {
  const name = names.field(field);
  return { problem, pointer: name !== undefined && Object.hasOwn(record, name) ? pointerOf([name]) : '' };
}

/** The first value of the record that stands where a message is read, and is none. */
function brokenMessage(record: Fields, { messageFields, names }: Format): Unreadable | undefined {
  for (const field of messageFields) {
    const place = fieldAt(record, names, field);
    if (!Array.isArray(place?.value)) continue;
    const i = place.value.findIndex((item) => !isJsonObject(item));
    if (i >= 0) return { problem: l10n.t('A message must be an object.'), pointer: `${place.pointer}/${i}` };
  }
  return undefined;
}

/** Why there are no turns, unless a list of messages is empty. */
function nothingRead(
  record: Fields,
  { turns, preference }: Sample,
  { messageFields, names, ...format }: Format,
): Unreadable | undefined {
  if (turns.length > 0 || (preference?.chosen ?? preference?.rejected)) return undefined;
  const places = messageFields.map((field) => fieldAt(record, names, field));
  const place = places.find((each) => each?.value !== undefined && each.value !== null);
  if (!place) return nothingFound(format);
  return Array.isArray(place.value)
    ? undefined
    : { problem: l10n.t('This must be a list of messages.'), pointer: place.pointer };
}

/** @param format of the records, if it is known */
export function nothingFound(format: Pick<Format, 'schema'> | undefined): Unreadable {
  const fields = format?.schema.required.join(' + ');
  return {
    problem: l10n.t(
      'No conversation found. Expected are the fields {0}.',
      fields ? fields : 'instruction + output, messages, conversations, prompt + completion, chosen + rejected, text',
    ),
    pointer: '',
  };
}

/** @param completionFrom index of the first turn of the completion, if there is one */
function conversationOf(
  record: Fields,
  sample: Sample,
  { names }: Format,
  read: readonly Turn[],
  completionFrom: number | undefined,
): Conversation | Unreadable {
  const all = chatTurns(sample.isPlainText ? read.map(namedByField) : read, names);
  if (isUnreadable(all)) return all;
  const tools = toolsOf(sample.tools);
  if (tools && isUnreadable(tools)) return tools;
  const spare = hasSpareSystem(read, all) ? 1 : 0;
  const variables = valueOf(record, names, 'chat_template_kwargs');
  return {
    turns: all.slice(spare),
    ...(tools && { tools, toolsPointer: sample.tools!.pointer }),
    ...(isJsonObject(variables) && { variables }),
    ...(completionFrom !== undefined && { completionFrom: completionFrom - spare }),
    ...(sample.isPlainText && { isPlainText: true }),
  };
}

/** Reads each turn; the first that can't be read is the result. */
function chatTurns(turns: readonly Turn[], names: Names): readonly ChatTurn[] | Unreadable {
  const read: ChatTurn[] = [];
  for (const turn of turns) {
    const result = chatTurn(turn, names);
    if (isUnreadable(result)) return result;
    read.push(result);
  }
  return read;
}

/** A text that is no message is called after its field: `text`, `prompt`, `completion`. */
function namedByField(turn: Turn): Turn {
  return { ...turn, name: turn.pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~') };
}

/** A system prompt beside the messages gives way to one that is the first of them. */
function hasSpareSystem([first]: readonly Turn[], [beside, next]: readonly ChatTurn[]): boolean {
  return first?.source === undefined && beside?.message.role === 'system' && next?.message.role === 'system';
}

/** Tools are a list, or a list as JSON text. A blank text is no tools. */
function toolsOf(tools: Tools | undefined): readonly object[] | Unreadable | undefined {
  if (!tools || tools.isBlank) return undefined;
  const { value, pointer } = tools;
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  return { problem: l10n.t('The tools must be a list of objects, or such a list as JSON text.'), pointer };
}
