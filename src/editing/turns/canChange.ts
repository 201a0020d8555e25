import * as l10n from '@vscode/l10n';
import { cannotDeleteExchange, cannotMoveExchange } from './canExchange';
import type { Conversation } from './conversation';
import { reasons, textReason } from './reasons';

/** Why a turn can't get another role; null if it can. */
export function cannotSetRole(conversation: Conversation, turn: number): string | null {
  const seat = conversation.seats[turn];
  if (!seat) return reasons.gone();
  if (seat.kind === 'exchange' || seat.kind === 'text') return reasons.roleOfField(conversation.fieldOf(turn));
  return null;
}

/** Why a turn, or the exchange that it belongs to, can't be taken away; null if it can. */
export function cannotDelete(conversation: Conversation, turn: number): string | null {
  const seat = conversation.seats[turn];
  if (!seat) return reasons.gone();
  switch (seat.kind) {
    case 'exchange':
      return cannotDeleteExchange(conversation, seat.exchange);
    case 'lone':
      return reasons.oneMessage(seat.field);
    case 'text':
      return conversation.turns[turn]!.role === 'system' ? null : reasons.oneText(seat.field);
    case 'listed': {
      // Turns of a side stand together.
      const { sides } = conversation;
      const side = sides[turn];
      if (side !== 'prompt' && sides[turn - 1] !== side && sides[turn + 1] !== side) {
        return l10n.t('It is the only turn of this answer. Change its text, or delete the whole record.');
      }
      return seat.places.some(({ list }) => conversation.lengthOf(list) === 1)
        ? l10n.t(
            'It is the only turn in “{0}”. Change its text, or delete the whole record.',
            conversation.fieldOf(turn),
          )
        : null;
    }
  }
}

/** Why a turn, or the exchange that it belongs to, can't change places with the one before it or behind it; null if it can. */
export function cannotMove(conversation: Conversation, turn: number, by: -1 | 1): string | null {
  const seat = conversation.seats[turn];
  if (!seat) return reasons.gone();
  if (seat.kind === 'exchange') return cannotMoveExchange(conversation, seat.exchange, by);
  if (seat.kind === 'text') return textReason(conversation, turn);
  if (seat.kind === 'lone') return reasons.oneMessage(seat.field);
  if (isNeighbour(conversation, turn, turn + by)) return null;
  return endReason(conversation, turn, by);
}

/** True if both turns are elements of the same list and belong to the same side of a pair. */
export function isNeighbour(conversation: Conversation, turn: number, other: number): boolean {
  const [seat, neighbour] = [conversation.seats[turn], conversation.seats[other]];
  if (seat?.kind !== 'listed' || neighbour?.kind !== 'listed') return false;
  if (conversation.sides[turn] !== conversation.sides[other]) return false;
  return seat.places.every(({ list }, i) => neighbour.places[i]?.list === list);
}

/** Why there is nothing before a turn or behind it with which it could have to do. */
export function endReason(conversation: Conversation, turn: number, by: -1 | 1): string {
  const field = conversation.fieldOf(turn);
  if (!conversation.isPair) return by < 0 ? reasons.first(field) : reasons.last(field);
  return conversation.sides[turn] === 'prompt'
    ? by < 0
      ? l10n.t('This is the first turn of the prompt.')
      : l10n.t('This is the last turn of the prompt.')
    : by < 0
      ? l10n.t('This is the first turn of the answer.')
      : l10n.t('This is the last turn of the answer.');
}
