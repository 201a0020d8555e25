import * as l10n from '@vscode/l10n';
import type { Conversation } from './conversation';
import type { Exchanges } from './exchanges';
import { reasons } from './reasons';

/** Why no exchange can come behind another one; behind -1: before all. Null if it can. */
export function cannotAddExchange(conversation: Conversation, after: number): string | null {
  const { exchanges } = conversation;
  if (!exchanges) return reasons.gone();
  const { list, last } = exchanges;
  const present = conversation.at(list);
  const isFree = Array.isArray(present) || present === undefined || present === null || present === '';
  if (!isFree) return l10n.t('“{0}” is no list of earlier questions and answers.', list.slice(1));
  if (!last && !Array.isArray(present)) return missing();
  if (!exchanges.isLast(after)) return null;
  return last!.answers.length > 1 ? reasons.answersLast() : unreadable(conversation, exchanges, after);
}

/** Why an exchange can't be taken away; null if it can. */
export function cannotDeleteExchange(conversation: Conversation, exchange: number): string | null {
  const { exchanges } = conversation;
  if (!exchanges) return reasons.gone();
  if (exchanges.total === 1) {
    return l10n.t(
      'It is the only question and its answer, which go together in this format. Change their texts, or delete the whole record.',
    );
  }
  // The one before it takes its fields.
  return exchanges.isLast(exchange) ? cannotSwap(conversation, exchanges, exchange - 1) : null;
}

/** Why an exchange can't change places with the one before it or behind it; null if it can. */
export function cannotMoveExchange(conversation: Conversation, exchange: number, by: -1 | 1): string | null {
  const { exchanges } = conversation;
  if (!exchanges) return reasons.gone();
  const other = exchange + by;
  if (other < 0) return l10n.t('This is the first question with its answer.');
  if (other >= exchanges.total) return l10n.t('This is the last question with its answer.');
  return cannotSwap(conversation, exchanges, Math.min(exchange, other));
}

/** Why an exchange and the next one can't take each other's place. */
function cannotSwap(conversation: Conversation, exchanges: Exchanges, exchange: number): string | null {
  if (!exchanges.isLast(exchange + 1)) return null;
  if (exchanges.last!.answers.length > 1) return reasons.answersLast();
  return unreadable(conversation, exchanges, exchange) ?? unreadable(conversation, exchanges, exchange + 1);
}

/** Why the texts of an exchange can't move between a list and fields; null if both are there. */
function unreadable(conversation: Conversation, exchanges: Exchanges, exchange: number): string | null {
  const texts = exchanges.isLast(exchange)
    ? [...exchanges.last!.question, ...exchanges.last!.answers]
    : exchanges.textsOf(exchange);
  const isWhole = exchanges.isLast(exchange)
    ? exchanges.last!.question.length > 0 && exchanges.last!.answers.length > 0
    : true;
  return isWhole && texts.every((pointer) => typeof conversation.at(pointer) === 'string') ? null : missing();
}

function missing(): string {
  return l10n.t('A question or its answer is missing or is no text. Mend it in the record first.');
}
