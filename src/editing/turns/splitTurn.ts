import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { WEIGHT_KEYS } from '../../dataset/formats/readMessages';
import { decodeString } from '../../dataset/jsonString';
import { pointerOf } from '../../dataset/tree';
import { insertion, removal } from '../elements';
import { writtenList, writtenObject } from '../layout';
import { isWithin, segmentsOf } from '../pointers';
import { endOf, propertiesOf, propertyOf, type RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { cannotSplit } from './canSplit';
import type { ListPlace } from './conversation';

/** Where a string is parted, in offsets of the record: the first half ends, and the second begins. */
interface Cut {
  readonly text: Node;
  readonly firstEnd: number;
  readonly restStart: number;
}

/**
 * Parts a turn in two of the same role. A blank line at the place goes, as {@link mergeTurn} puts one there. What is no text stays with the first half; what
 * switches training holds for both.
 *
 * @param at UTF-16 units of the text that the pointer names
 */
export function splitTurn(record: RecordText, turn: number, pointer: string, at: number): EditsOrRefusal {
  const { conversation } = record;
  const refused = cannotSplit(conversation, turn);
  if (refused !== null) return { refused };
  const seat = conversation.seats[turn]!;
  const own = conversation.turns[turn]!;
  const value = conversation.at(pointer);
  if (seat.kind !== 'listed' || !own.pointers.includes(pointer) || typeof value !== 'string') {
    return { refused: l10n.t('There is no text here. Edit the record.') };
  }
  const pointers = conversation.everywhere(pointer);
  if (pointers.some((each) => conversation.at(each) !== value)) {
    return {
      refused: l10n.t('The two answers repeat this text, but it is made up differently in them. Edit the record.'),
    };
  }
  const place = placeIn(value, at);
  if (!place) return { refused: l10n.t('Put the cursor where the second half is to begin.') };
  const later = own.pointers.slice(own.pointers.indexOf(pointer) + 1);
  return seat.places.flatMap((listPlace, copy) =>
    split(
      record,
      listPlace,
      cutOf(record, pointers[copy]!, place),
      later.map((each) => conversation.everywhere(each)[copy]!),
    ),
  );
}

/** End of the first half and start of the second one, in UTF-16 units; undefined if one of them would be empty. */
function placeIn(text: string, at: number): readonly [number, number] | undefined {
  if (at <= 0 || at >= text.length) return undefined;
  for (const before of [0, 2, 1]) {
    const [end, start] = [at - before, at - before + 2];
    if (end > 0 && start < text.length && text.slice(end, start) === '\n\n') return [end, start];
  }
  const unit = text.charCodeAt(at);
  const isLow = unit >= 0xdc00 && unit < 0xe000;
  const whole = isLow ? at - 1 : at;
  return whole > 0 ? [whole, whole] : undefined;
}

function cutOf(record: RecordText, pointer: string, [end, start]: readonly [number, number]): Cut {
  const text = record.at(pointer)!;
  const { offsets } = decodeString(record.text, text.offset);
  return { text, firstEnd: offsets[end]!, restStart: offsets[start]! };
}

/** @param later pointers of the texts behind the one that is cut */
function split(record: RecordText, { list: pointer, index }: ListPlace, cut: Cut, later: readonly string[]): Edit[] {
  const list = record.at(pointer)!;
  const message = list.children![index]!;
  const { role, content } = record.conversation.format.names;
  const whole = propertyOf(message, content)!;
  const textEnd = endOf(cut.text) - 1;
  const rest = `"${record.text.slice(cut.restStart, textEnd)}"`;
  const edits: Edit[] = [{ start: cut.firstEnd, end: textEnd, text: '' }];
  let json = rest;
  if (whole.type === 'array') {
    const at = `${pointer}/${index}${pointerOf([content])}`;
    const moved = later
      .filter((each) => isWithin(each, at))
      .map((each) => Number(segmentsOf(each.slice(at.length))[0]));
    const own = whole.children!.find((part) => part.offset <= cut.text.offset && endOf(cut.text) <= endOf(part))!;
    const first =
      record.text.slice(own.offset, cut.text.offset) + rest + record.text.slice(endOf(cut.text), endOf(own));
    const others = moved.map((part) => record.raw(whole.children![part]!));
    json = writtenList([first, ...others], record.layout.of(whole));
    edits.push(...moved.map((part) => removal(whole, part)));
  }
  const kept = new Set<string>([role, content, ...WEIGHT_KEYS]);
  const members = [...propertiesOf(message)].filter(([key]) => kept.has(key));
  const written = members.map(
    ([key, node]) => [record.quoted(key), key === content ? json : record.raw(node)] as const,
  );
  return [...edits, insertion(record, list, index + 1, writtenObject(written, record.layout.of(message)))];
}
