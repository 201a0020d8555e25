import * as l10n from '@vscode/l10n';
import type { Conversation } from './conversation';

/** Why a turn that is a field can't be done with as one of a list; all for people. */
export const reasons = {
  gone: () => l10n.t('This turn is not there any more.'),
  oneText: (field: string) =>
    l10n.t('This text is all that “{0}” holds: there is room for one text only. Its text can be changed.', field),
  oneMessage: (field: string) => l10n.t('This message is all that “{0}” holds: there is room for one only.', field),
  system: (field: string) =>
    l10n.t('The system prompt stands in a field of its own, “{0}”, and always comes first.', field),
  roleOfField: (field: string) =>
    l10n.t('Whose text it is follows from its field, “{0}”, and can’t be changed.', field),
  inExchanges: () => l10n.t('In this format a question and its answer go together.'),
  last: (field: string) => l10n.t('This is the last turn in “{0}”.', field),
  first: (field: string) => l10n.t('This is the first turn in “{0}”.', field),
  noList: () => l10n.t('This record has no list of turns to which one could be added.'),
  answersLast: () =>
    l10n.t(
      'The two answers that are compared belong to the last question: nothing can come behind them, nor take their place.',
    ),
} as const;

/** Why there is no second one in the field of a turn that is a text. */
export function textReason(conversation: Conversation, turn: number): string {
  const field = conversation.fieldOf(turn);
  return conversation.turns[turn]?.role === 'system' ? reasons.system(field) : reasons.oneText(field);
}

/** Why no system prompt can be added as a turn. */
export function systemReason({ format, turns }: Conversation): string {
  const field = format.names.field('system');
  if (turns.some(({ role }) => role === 'system')) return l10n.t('There is a system prompt already.');
  return field === undefined
    ? l10n.t('This format has no system prompt.')
    : l10n.t('The system prompt stands in a field of its own, “{0}”: write its text there.', field);
}
