import { isJsonObject } from '../jsonObject';
import type { Names } from '../names';
import type { Calls, Media, Turn } from '../sample';
import { pointerOf } from '../tree';
import type { Place } from './fields';
import { callsInList, callsInText, loneCall } from './readCalls';
import { readContent } from './readContent';
import { guessedKind } from './roles';

/** The turns of some messages, and the media that are parts of them. */
export interface Messages {
  readonly turns: readonly Turn[];
  readonly media: readonly Media[];
}

export const NO_MESSAGES: Messages = { turns: [], media: [] };

/** Reads a list of messages. What is no list, and items that are no messages, are left out. */
export function readMessages(place: Place | undefined, names: Names): Messages {
  if (!Array.isArray(place?.value)) return NO_MESSAGES;
  const turns: Turn[] = [];
  const media: Media[] = [];
  for (const [i, item] of (place.value as unknown[]).entries()) {
    const read = readTurn(item, `${place.pointer}/${i}`, names);
    if (!read) continue;
    turns.push(read.turn);
    media.push(...read.media);
  }
  return { turns, media };
}

/** Reads one message. */
export function readMessage({ value, pointer }: Place, names: Names): Messages {
  const read = readTurn(value, pointer, names);
  return read ? { turns: [read.turn], media: read.media } : NO_MESSAGES;
}

/** The turn of a message, one without a known role where that is missing; undefined if it is no object. */
function readTurn(
  value: unknown,
  pointer: string,
  names: Names,
): { readonly turn: Turn; readonly media: readonly Media[] } | undefined {
  if (!isJsonObject(value)) return undefined;
  const role = value[names.role];
  const name = typeof role === 'string' ? role : '';
  const known = names.kindOf(role);
  const kind = known ?? guessedKind(name);
  const content = readContent(contentOf(value, pointer, names));
  const calls = callsOf(value, pointer) ?? (kind === 'call' ? callsOfText(value, pointer, names) : content.calls);
  const reasoning = reasoningOf(value, pointer) ?? content.reasoning;
  const weight = weightOf(value, pointer);
  // Assigned one by one, as this is done for every message of a file: spreading takes four times as long.
  const turn: Writable<Turn> = {
    role: kind === 'call' ? 'assistant' : kind,
    name,
    isKnown: known !== undefined,
    content: content.text,
    pointers: content.pointers,
    pointer,
    source: value,
  };
  if (content.hasOtherParts) turn.hasOtherParts = true;
  if (Object.hasOwn(value, names.role)) turn.rolePointer = pointer + pointerOf([names.role]);
  if (calls) turn.calls = calls;
  if (reasoning) turn.reasoning = reasoning;
  if (weight) turn.weight = weight;
  if (Object.hasOwn(value, 'tool_call_id')) {
    turn.callId = { value: value.tool_call_id, pointer: `${pointer}/tool_call_id` };
  }
  return { turn, media: content.media };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A turn that is a field of the record. */
export function fieldTurn(role: Turn['role'], { value, pointer }: Place): Turn {
  return {
    role,
    name: role,
    isKnown: true,
    content: typeof value === 'string' ? value : '',
    pointers: [pointer],
    pointer,
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The content, or the message itself where it has none. */
function contentOf(message: Fields, pointer: string, names: Names): Place {
  return Object.hasOwn(message, names.content)
    ? { value: message[names.content], pointer: pointer + pointerOf([names.content]) }
    : { value: undefined, pointer };
}

function callsOf(message: Fields, pointer: string): Calls | undefined {
  if (Array.isArray(message.tool_calls) && message.tool_calls.length > 0)
    return callsInList(message.tool_calls, `${pointer}/tool_calls`);
  return isJsonObject(message.function_call) ? loneCall(message.function_call, `${pointer}/function_call`) : undefined;
}

function callsOfText(message: Fields, pointer: string, names: Names): Calls | undefined {
  const { value, pointer: at } = contentOf(message, pointer, names);
  return typeof value === 'string' ? callsInText(value, at) : undefined;
}

function reasoningOf(message: Fields, pointer: string): Turn['reasoning'] {
  const key = ['reasoning_content', 'reasoning', 'thinking'].find(
    (candidate) => typeof message[candidate] === 'string',
  );
  return key === undefined ? undefined : { text: message[key] as string, pointer: `${pointer}/${key}` };
}

/** What switches the training of a message: OpenAI's `weight`, ms-swift's `loss` and `loss_scale`, LLaMA-Factory's and Ark's `loss_weight`, Axolotl's `train`. */
export const WEIGHT_KEYS = ['weight', 'loss', 'loss_scale', 'loss_weight', 'train'] as const;

function weightOf(message: Fields, pointer: string): Turn['weight'] {
  const key = WEIGHT_KEYS.find((candidate) => message[candidate] !== undefined && message[candidate] !== null);
  return key === undefined ? undefined : { key, value: message[key], pointer: `${pointer}/${key}` };
}
