import { parseTree, type Node } from 'jsonc-parser';
import { decodeString } from '../dataset/jsonString';
import { styleAt, type FieldStyle } from './fieldStyle';
import type { TaskTypeSettings } from './labelSettings';
import { recordFields, type RecordField } from './recordFields';
import { pointerOf, type PlacedType, type TaskType } from './taskType';

/** UTF-16 units of a record's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A task type with the places of its names. */
export interface TypePlace {
  readonly type: TaskType;
  /** Of each level, without quotes and the white space around it. */
  readonly names: readonly Span[];
  /** How the record is written there. */
  readonly style: FieldStyle;
}

/** A value of a record; `at` is what its node's offsets count from. */
interface FieldValue {
  readonly node: Node;
  readonly at: number;
  readonly style: FieldStyle;
}

/**
 * Where the task types of a record are written.
 *
 * @param text the record, sound, and its values nested no deeper than trees are made of
 */
export function typePlaces(
  text: string,
  placed: readonly PlacedType[],
  { levels, separator }: TaskTypeSettings,
): TypePlace[] {
  const fields = recordFields(text);
  return placed.map(({ type, pointers }) => {
    const values = pointers.map((pointer) => valueAt(text, fields, pointer)!);
    const [first] = values as [FieldValue, ...FieldValue[]];
    const whole = (node: Node, at: number): Span => nameIn(text, at + node.offset);
    const { style } = first;
    if (levels === 'text') return { type, names: namesIn(text, first, separator), style };
    if (levels === 'array') return { type, names: first.node.children!.map((node) => whole(node, first.at)), style };
    return { type, names: values.map(({ node, at }) => whole(node, at)), style };
  });
}

/** An element of a list. */
export interface ListElement extends Span {
  readonly value: string;
  readonly style: FieldStyle;
  /** Where the comma before it stands; of the first one, where it starts. */
  readonly from: number;
}

/**
 * The elements of a list that types are written in, one for each of them.
 *
 * @param text as for {@link typePlaces}
 * @param field the field that holds the list
 */
export function listElements(text: string, field: string, placed: readonly PlacedType[]): ListElement[] {
  const fields = recordFields(text);
  const list = valueAt(text, fields, pointerOf(field))!;
  const elements = list.node.children!.map(({ offset, length }) => ({
    start: list.at + offset,
    end: list.at + offset + length,
  }));
  return placed.map(({ pointers }) => {
    const index = Number(pointers[0]!.slice(pointers[0]!.lastIndexOf('/') + 1));
    const span = elements[index]!;
    const from = elements[index - 1]?.end ?? span.start;
    return { ...span, from, style: list.style, value: text.slice(span.start, span.end) };
  });
}

/** The value that a pointer of a task type names. JSON.parse takes the last of several fields of a name. */
function valueAt(text: string, fields: readonly RecordField[], pointer: string): FieldValue | undefined {
  const [, name, index] = pointer.split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const at = fields.findLastIndex((field) => field.name === name);
  const field = fields[at];
  const root = field && parseTree(text.slice(field.valueStart, field.end));
  const node = index === undefined ? root : root?.children?.[Number(index)];
  return field && node && { node, at: field.valueStart, style: styleAt(text, fields, at) };
}

/** The names of the levels in a string. */
function namesIn(text: string, { node, at }: FieldValue, separator: string): Span[] {
  const { text: decoded, offsets } = decodeString(text, at + node.offset);
  let from = 0;
  return decoded.split(separator).map((part) => {
    const start = from + (part.length - part.trimStart().length);
    const span = { start: offsets[start]!, end: offsets[start + part.trim().length]! };
    from += part.length + separator.length;
    return span;
  });
}

/** The name in a string that holds nothing else. */
function nameIn(text: string, start: number): Span {
  const { text: decoded, offsets } = decodeString(text, start);
  const from = decoded.length - decoded.trimStart().length;
  return { start: offsets[from]!, end: offsets[from + decoded.trim().length]! };
}
