import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { insertion, newProperty, removal, replacement } from '../elements';
import { endOf, propertiesOf, propertyOf, type RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { cannotMerge, JOINED_KEYS } from './canMerge';
import type { ListPlace } from './conversation';
import { joinedCalls } from './joinedCalls';

/** A blank line between two texts, as it is written in a string. */
const BLANK_LINE = '\\n\\n';

/** Makes one turn of a turn and the next: its text comes behind a blank line, its calls and all else that it has behind those of the first. */
export function mergeTurn(record: RecordText, turn: number): EditsOrRefusal {
  const { conversation } = record;
  const refused = cannotMerge(conversation, turn);
  if (refused !== null) return { refused };
  const [seat, next] = [conversation.seats[turn]!, conversation.seats[turn + 1]!];
  if (seat.kind !== 'listed' || next.kind !== 'listed') return [];
  return seat.places.flatMap((place, i) => merged(record, turn, place, next.places[i]!, i));
}

/** @param copy which of the two, where both answers of a pair repeat the prompt */
function merged(record: RecordText, turn: number, place: ListPlace, next: ListPlace, copy: number): Edit[] {
  const list = record.at(place.list)!;
  const [first, second] = [list.children![place.index]!, list.children![next.index]!];
  if (!first.children?.length) return [removal(list, place.index)];
  const { role, content } = record.conversation.format.names;
  const edits = [...contentEdits(record, turn, first, second, copy), removal(list, next.index)];
  for (const [key, other] of propertiesOf(second)) {
    if (key === role || key === content || other.type === 'null') continue;
    edits.push(...memberEdits(record, first, key, other));
  }
  return edits;
}

function contentEdits(record: RecordText, turn: number, first: Node, second: Node, copy: number): Edit[] {
  const { conversation } = record;
  const key = conversation.format.names.content;
  const [own, other] = [propertyOf(first, key), propertyOf(second, key)];
  if (!other || other.type === 'null') return [];
  if (!own) return [newProperty(record, first, lastKey(first), key, record.raw(other))];
  if (own.type === 'null') return [replacement(own, record.raw(other))];
  const [turnOne, turnTwo] = [conversation.turns[turn]!, conversation.turns[turn + 1]!];
  if (own.type === 'array') {
    const [text] = turnTwo.pointers;
    const node = text === undefined ? undefined : record.at(conversation.everywhere(text)[copy]!);
    const isBoth = turnOne.content !== '' && turnTwo.content !== '';
    return appended(record, own, other, isBoth && node?.type === 'string' ? node : undefined);
  }
  return turnOne.calls?.form === 'text' && turnTwo.calls?.form === 'text'
    ? joinedCalls(record.text, own, other)
    : joinedTexts(record, own, other);
}

/** What the second message has beside role and content. */
function memberEdits(record: RecordText, first: Node, key: string, other: Node): Edit[] {
  const own = propertyOf(first, key);
  if (!own) return [newProperty(record, first, lastKey(first), key, record.raw(other))];
  if (own.type === 'null') return [replacement(own, record.raw(other))];
  if (!JOINED_KEYS.has(key)) return [];
  return own.type === 'array' ? appended(record, own, other, undefined) : joinedTexts(record, own, other);
}

function joinedTexts(record: RecordText, own: Node, other: Node): Edit[] {
  const [text, more] = [record.inner(own), record.inner(other)];
  const at = endOf(own) - 1;
  if (more === '') return [];
  return [{ start: at, end: at, text: text === '' ? more : BLANK_LINE + more }];
}

/**
 * The elements of one list behind those of another one.
 *
 * @param text a text in them that gets a blank line before it
 */
function appended(record: RecordText, own: Node, other: Node, text: Node | undefined): Edit[] {
  const [first, last] = [other.children?.[0], other.children?.at(-1)];
  if (!first || !last) return [];
  const json =
    text === undefined
      ? record.text.slice(first.offset, endOf(last))
      : record.text.slice(first.offset, text.offset + 1) + BLANK_LINE + record.text.slice(text.offset + 1, endOf(last));
  return [insertion(record, own, own.children?.length ?? 0, json)];
}

function lastKey(object: Node): string | undefined {
  return object.children?.at(-1)?.children?.[0]?.value as string | undefined;
}
