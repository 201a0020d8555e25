import type { Node } from 'jsonc-parser';
import type { Edit } from '../dataset/edits';
import { endOf, type RecordText } from './recordText';

/** The edit that puts a JSON text into a list before the element of an index, or behind the last one. */
export function insertion(record: RecordText, list: Node, index: number, json: string): Edit {
  const items = list.children ?? [];
  const at = items[index - 1];
  if (items.length === 0) return { start: list.offset + 1, end: list.offset + 1, text: json };
  const comma = record.layout.commaFor(list, index);
  if (at) return { start: endOf(at), end: endOf(at), text: comma + json };
  const { offset } = items[0]!;
  return { start: offset, end: offset, text: json + comma };
}

/** The edit that takes an element out of a list with the comma before it; the first one with that behind it. */
export function removal(list: Node, index: number): Edit {
  const items = list.children ?? [];
  const [before, own, after] = [items[index - 1], items[index]!, items[index + 1]];
  if (before) return { start: endOf(before), end: endOf(own), text: '' };
  return { start: own.offset, end: after?.offset ?? endOf(own), text: '' };
}

/** The edits by which two values take each other's place. */
export function exchange(record: RecordText, first: Node, second: Node): Edit[] {
  return [replacement(first, record.raw(second)), replacement(second, record.raw(first))];
}

export function replacement(node: Node, json: string): Edit {
  return { start: node.offset, end: endOf(node), text: json };
}

/** The edit that puts a property into an object: behind another one, or before all. */
export function newProperty(
  record: RecordText,
  object: Node,
  after: string | undefined,
  name: string,
  json: string,
): Edit {
  const layout = record.layout.of(object);
  const written = record.quoted(name) + layout.colon + json;
  const properties = object.children ?? [];
  const before = properties.findLast(({ children }) => children?.[0]?.value === after);
  if (before) return { start: endOf(before), end: endOf(before), text: layout.comma + written };
  const at = properties[0]?.offset ?? object.offset + 1;
  return { start: at, end: at, text: properties.length > 0 ? written + layout.comma : written };
}
