import * as l10n from '@vscode/l10n';
import type { Conversation } from './conversation';
import { reasons, textReason } from './reasons';

/** Why a turn can't be parted into two; null if it can, where its text is long enough. */
export function cannotSplit(conversation: Conversation, turn: number): string | null {
  const seat = conversation.seats[turn];
  if (!seat) return reasons.gone();
  if (seat.kind === 'exchange') return reasons.inExchanges();
  if (seat.kind === 'text') return textReason(conversation, turn);
  if (seat.kind === 'lone') return reasons.oneMessage(seat.field);
  const { calls, content, pointers } = conversation.turns[turn]!;
  if (calls?.form === 'text' && pointers.includes(calls.pointer)) {
    return l10n.t('A call stands in this text as JSON, which can’t be parted.');
  }
  return content.length > 1 ? null : l10n.t('There is no text to be parted.');
}
