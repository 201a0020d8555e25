import type { Node } from 'jsonc-parser';
import type { RoleKind } from '../../dataset/names';
import { guessedKind } from '../../dataset/formats/roles';
import { writtenList, writtenObject } from '../layout';
import { propertiesOf, propertyOf, type RecordText } from '../recordText';
import { isAbsent } from './canMerge';
import type { ListPlace } from './conversation';

/** What LLaMA-Factory's v1 has in every message: whether it is trained. */
const V1 = { id: 'llamafactory-v1', weight: 'loss_weight' } as const;

/** A message with an empty text that is written as the others of its list are: the nearest one of the role, else the nearest, is the model. */
export function newMessage(record: RecordText, { list, index }: ListPlace, role: string): string {
  const { format } = record.conversation;
  const { role: roleKey, content: contentKey } = format.names;
  const kind = format.names.kindOf(role) ?? guessedKind(role);
  const model = modelFor(record, list, index, role);
  const layout = record.layout.of(model);
  const callId = kind === 'tool' ? unansweredCall(record, list, index) : undefined;
  const values = new Map<string, string>([
    [roleKey, record.quoted(role)],
    ...(callId === undefined ? [] : [['tool_call_id', callId] as const]),
    [contentKey, emptyContent(record, list, model)],
    ...(format.id === V1.id ? [[V1.weight, weightOf(record, model, role, kind)] as const] : []),
  ]);
  const keys = new Set([...propertiesOf(model).keys(), ...values.keys()]);
  return writtenObject(
    [...keys].flatMap((key) => (values.has(key) ? [[record.quoted(key), values.get(key)!] as const] : [])),
    layout,
  );
}

function modelFor(record: RecordText, list: string, index: number, role: string): Node | undefined {
  const { names } = record.conversation.format;
  const others = record.conversation.turns.map(({ pointer, source }) => (source ? record.at(pointer) : undefined));
  const own = (record.at(list)?.children ?? []).filter(({ type }) => type === 'object');
  const near = [...own.keys()]
    .sort((a, b) => Math.abs(a + 0.5 - index) - Math.abs(b + 0.5 - index))
    .map((i) => own[i]!);
  const isAlike = (node: Node): boolean => propertyOf(node, names.role)?.value === role;
  return near.find(isAlike) ?? near[0] ?? others.find((node) => node !== undefined);
}

/** '', or a part with an empty text where contents are lists of parts. */
function emptyContent(record: RecordText, list: string, model: Node | undefined): string {
  const { format } = record.conversation;
  const contents = (record.at(list)?.children ?? [])
    .map((message) => propertyOf(message, format.names.content))
    .filter((content) => content !== undefined && content.type !== 'null');
  const areParts = contents.length > 0 && contents.every((content) => content?.type === 'array');
  if (!areParts && format.id !== V1.id) return '""';
  const own = propertyOf(model, format.names.content);
  return textParts(record, own?.type === 'array' ? own : contents.find((content) => content?.type === 'array'), ['']);
}

/**
 * A list of parts of type text.
 *
 * @param model a list of parts that shows how they are written
 * @param texts what stands between the quotes of each
 */
export function textParts(record: RecordText, model: Node | undefined, texts: readonly string[]): string {
  const parts = model?.children ?? [];
  const part = parts.find((each) => textKeyOf(each) !== undefined && isText(each)) ?? parts[0];
  const key = textKeyOf(part) ?? (record.conversation.format.id === V1.id ? 'value' : 'text');
  const isTyped = part === undefined || propertyOf(part, 'type') !== undefined;
  const written = (text: string): string =>
    writtenObject(
      [...(isTyped ? [['"type"', '"text"'] as const] : []), [record.quoted(key), `"${text}"`]],
      record.layout.of(part),
    );
  return writtenList(texts.map(written), record.layout.of(model));
}

function isText(part: Node): boolean {
  const type: unknown = propertyOf(part, 'type')?.value;
  return type === undefined || type === 'text';
}

function textKeyOf(part: Node | undefined): string | undefined {
  return ['text', 'value'].find((key) => propertyOf(part, key)?.type === 'string');
}

/** As another message of the role has it; else answers are trained, and nothing else is. */
function weightOf(record: RecordText, model: Node | undefined, role: string, kind: RoleKind): string {
  const own = propertyOf(model, V1.weight);
  const isOfRole = propertyOf(model, record.conversation.format.names.role)?.value === role;
  if (own && isOfRole) return record.raw(own);
  const weight = kind === 'assistant' || kind === 'call' ? '1' : '0';
  return own && !record.raw(own).includes('.') ? weight : `${weight}.0`;
}

/** JSON text of the id of the first call before the place that no result answers; undefined if there is none. */
function unansweredCall(record: RecordText, list: string, index: number): string | undefined {
  const messages = (record.at(list)?.children ?? []).slice(0, index);
  const answered = messages.map((message) => propertyOf(message, 'tool_call_id')?.value as unknown);
  const ids = messages.flatMap((message) =>
    (propertyOf(message, 'tool_calls')?.children ?? []).map((call) => propertyOf(call, 'id')),
  );
  const open = ids.find((id) => !isAbsent(id?.value) && !answered.includes(id?.value));
  return open && record.raw(open);
}
