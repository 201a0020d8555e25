import type { Node } from 'jsonc-parser';
import type { Format } from '../dataset/format';
import type { Calls, MediumKind, Sample, Turn } from '../dataset/sample';
import { PLACEHOLDERS, type Message } from './dialogue';
import { EMPTY, joined, rawTextOf, type RawText } from './rawText';
import { readCalls } from './readCall';
import { isInside, propertiesOf, propertyOf, type RecordSource } from './recordSource';
import { Telling } from './telling';

/** Reads a turn of a sample from the record's text. */
export function readMessage(turn: Turn, sample: Sample, source: RecordSource, format: Format): Message {
  const told = new Telling();
  const node = source.at(turn.pointer);
  const content = propertyOf(node, format.names.content);
  const inParts = content?.type === 'array';
  const parts = inParts
    ? partsOf(content, turn, sample, source)
    : turn.pointers.map((pointer) => source.textOf(source.at(pointer)));
  const isThere = [turn.pointer, ...turn.pointers].some((pointer) => pointer !== '' && source.at(pointer));
  if (!isThere) told.stop(turn.role === 'assistant' ? 'noAnswer' : 'noPrompt');
  if (inParts) tellOfParts(content, turn, sample, source, told);
  const isAlpacaPair = !inParts && parts.length === 2;
  const weight = weightOf(turn);
  const callId = turn.callId && source.at(turn.callId.pointer);
  const message: Message = {
    ...{ role: turn.role, name: turn.name, isKnown: turn.isKnown },
    text: joined(parts, isAlpacaPair ? '\n' : ''),
    ...(isAlpacaPair && { pair: [parts[0]!, parts[1]!] }),
    ...(turn.reasoning && { reasoning: reasoningOf(turn, source) }),
    calls: [],
    told,
    ...(weight && { weight }),
    ...(callId && callId.type !== 'null' && { callId: source.jsonOf(callId) }),
    extra: node ? source.membersOf(node).filter(([name]) => isFurther(name, turn, format)) : [],
    ...(node?.type === 'object' && isInOwnWords(format) && { source: source.jsonOf(node) }),
  };
  return turn.calls ? withCalls(message, turn.calls, turn, source) : message;
}

/** Where the calls are the message's text, what is left of the text is the thought before them. */
function withCalls(message: Message, calls: Calls, { pointers }: Turn, source: RecordSource): Message {
  const texts = calls.form === 'text' ? callTexts(calls, source) : [];
  const read = readCalls(calls, source, texts, message.told);
  const areContent = calls.form === 'text' && pointers.includes(calls.pointer);
  return { ...message, calls: read.calls, text: areContent ? rawTextOf(read.thought) : message.text };
}

/** True if the data has the format's own keys and roles in its messages. */
function isInOwnWords({ choice: { mapping } }: Format): boolean {
  return mapping?.role === undefined && mapping?.content === undefined && mapping?.roles === undefined;
}

/** The strings that hold the calls. */
function callTexts({ pointer, calls }: Calls, source: RecordSource): RawText[] {
  const pointers = new Set(calls.length > 0 ? calls.map((call) => call.pointer) : [pointer]);
  return [...pointers].map((each) => source.textOf(source.at(each)));
}

/** Texts and media of a content in parts, in the order in which they stand there. */
function partsOf(content: Node, turn: Turn, { media = [] }: Sample, source: RecordSource): RawText[] {
  const placed: { readonly offset: number; readonly text: RawText }[] = [];
  for (const pointer of turn.pointers) {
    const node = source.at(pointer);
    if (node?.type === 'string') placed.push({ offset: node.offset, text: source.textOf(node) });
  }
  for (const { kind, pointer } of media) {
    const node = source.at(pointer);
    if (node && isInside(node, content)) placed.push({ offset: node.offset, text: PLACEHOLDERS[kind] });
  }
  return placed.sort((a, b) => a.offset - b.offset).map(({ text }) => text);
}

const PART_KEYS = ['type', 'text', 'value', 'thinking', 'reasoning'];

/** Tells of parts that nothing is read from, and of what else stands in those that something is read from. */
function tellOfParts(content: Node, turn: Turn, { media = [] }: Sample, source: RecordSource, telling: Telling): void {
  const readNodes = [
    ...turn.pointers,
    turn.reasoning?.pointer,
    turn.calls?.pointer,
    ...(turn.calls?.calls ?? []).map(({ pointer }) => pointer),
  ]
    .flatMap((pointer) => (pointer === undefined ? [] : [source.at(pointer)]))
    .filter((node) => node !== undefined);
  const mediaNodes = media.map(({ pointer }) => source.at(pointer));
  if (turn.pointers.length > 1) telling.tell('partsJoined');
  for (const part of content.children ?? []) {
    if (mediaNodes.includes(part)) {
      const kind = media[mediaNodes.indexOf(part)]!.kind;
      telling.tell('mediumToPlaceholder', kind);
      tellOfMedium(part, kind, telling);
    } else if (!readNodes.some((node) => isInside(node, part))) {
      telling.tell('contentPart', String(propertyOf(part, 'type')?.value ?? part.type));
    } else {
      for (const [name] of propertiesOf(part)) if (!PART_KEYS.includes(name)) telling.tell('partField', name);
    }
  }
}

function tellOfMedium(part: Node, kind: MediumKind, telling: Telling): void {
  for (const [name, value] of propertiesOf(part)) {
    if (name === 'type') continue;
    const inner = propertiesOf(value).filter(([key]) => !['url', 'data', 'path'].includes(key));
    for (const [key] of inner) telling.tell('partField', key);
    if (!name.startsWith(kind) && !name.endsWith(kind) && !['value', 'url', 'path'].includes(name))
      telling.tell('partField', name);
  }
}

function reasoningOf({ reasoning }: Turn, source: RecordSource): RawText {
  const raw = source.textOf(source.at(reasoning!.pointer));
  // Several parts of reasoning are one thought; the pointer names the first of them.
  return raw !== EMPTY && (JSON.parse(`"${raw}"`) as string) === reasoning!.text ? raw : rawTextOf(reasoning!.text);
}

function weightOf({ weight }: Turn): Message['weight'] {
  if (!weight) return undefined;
  const value = typeof weight.value === 'boolean' ? Number(weight.value) : weight.value;
  return typeof value === 'number' ? { key: weight.key, value } : undefined;
}

/** Properties of a message whose emptiness says nothing. */
const OFTEN_EMPTY = [
  'tool_calls',
  'function_call',
  'tool_call_id',
  'name',
  'refusal',
  'audio',
  'annotations',
  'reasoning_content',
];

/** True for a property of the message that nothing was read from. */
function isFurther(name: string, turn: Turn, { names }: Format): boolean {
  const readPointers = [turn.calls?.pointer, turn.reasoning?.pointer, turn.weight?.pointer, turn.callId?.pointer];
  if (name === names.role || name === names.content) return false;
  return !readPointers.some((pointer) => pointer?.slice(turn.pointer.length).split('/')[1] === name);
}

/** Further properties that hold something. */
export function meaningful(message: Message): Message['extra'] {
  return message.extra.filter(([name, value]) => !OFTEN_EMPTY.includes(name) || !['null', '[]', '""'].includes(value));
}
