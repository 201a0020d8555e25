import { pointerOf } from '../../dataset/tree';
import { cannotAddExchange } from './canExchange';
import type { Conversation, ListPlace, Side } from './conversation';
import { reasons, textReason } from './reasons';

/** Where a new turn goes: into lists, before the element of the index; or behind an exchange. */
export type NewPlace =
  | { readonly kind: 'listed'; readonly places: readonly ListPlace[] }
  | { readonly kind: 'exchange'; readonly after: number }
  | { readonly kind: 'nowhere'; readonly reason: string };

/** Why no turn can come behind another one; null if it can. */
export function cannotAddBehind(conversation: Conversation, turn: number): string | null {
  const place = placeBehind(conversation, turn);
  return place.kind === 'nowhere' ? place.reason : null;
}

/**
 * Where a turn goes that is added.
 *
 * @param after the turn behind which it goes; -1: before all of the conversation
 * @param side the answer of a pair into which it goes; the side of the turn before it if absent
 */
export function placeBehind(conversation: Conversation, after: number, side?: Side): NewPlace {
  const { seats, sides, exchanges } = conversation;
  const isOnSide = after >= 0 && (side === undefined || sides[after] === side);
  const seat = isOnSide ? seats[after] : undefined;
  if (isOnSide && !seat) return nowhere(reasons.gone());
  if (seat?.kind === 'listed') {
    return { kind: 'listed', places: seat.places.map(({ list, index }) => ({ list, index: index + 1 })) };
  }
  if (seat?.kind === 'lone') return nowhere(reasons.oneMessage(seat.field));
  if (exchanges) return behindExchange(conversation, seat?.kind === 'exchange' ? seat.exchange : -1, side);
  const first = firstListed(conversation, side ?? sides[after] ?? 'prompt', seat ? after + 1 : 0);
  if (first) return { kind: 'listed', places: first };
  const empty = emptyLists(conversation);
  if (empty.length > 0) return { kind: 'listed', places: empty };
  return nowhere(seat ? textReason(conversation, after) : reasons.noList());
}

function behindExchange(conversation: Conversation, after: number, side: Side | undefined): NewPlace {
  if (side === 'chosen' || side === 'rejected') return nowhere(reasons.inExchanges());
  const reason = cannotAddExchange(conversation, after);
  return reason === null ? { kind: 'exchange', after } : nowhere(reason);
}

/** The first turn on a side that is an element of a list, unless a text stands before it that is no system prompt. */
function firstListed(
  { seats, sides, turns }: Conversation,
  side: Side,
  from: number,
): readonly ListPlace[] | undefined {
  for (let turn = from; turn < seats.length; turn++) {
    const seat = seats[turn]!;
    if (sides[turn] !== side) continue;
    if (seat.kind === 'listed') return seat.places;
    if (seat.kind !== 'text' || turns[turn]!.role !== 'system') return undefined;
  }
  return undefined;
}

/** The first list of messages of a record that has no turns yet. */
function emptyLists(conversation: Conversation): ListPlace[] {
  const { format, value, turns } = conversation;
  if (turns.some(({ role, source }) => source || role !== 'system')) return [];
  const fields = format.messageFields.map((field) => format.names.field(field));
  const field = fields.find((name) => name !== undefined && Object.hasOwn(value, name) && Array.isArray(value[name]));
  if (field === undefined) return [];
  const list = pointerOf([field]);
  return [{ list, index: conversation.lengthOf(list) }];
}

function nowhere(reason: string): NewPlace {
  return { kind: 'nowhere', reason };
}
