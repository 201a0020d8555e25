import * as l10n from '@vscode/l10n';
import { removalOf } from '../parts';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { DROPPED, reportOrder } from './orderRule';
import type { OrderFault } from './turnOrder';

export const firstTurnNotUser: Rule = {
  id: 'first-turn-not-user',
  level: 'error',
  outcomes: DROPPED,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Conversation begins with an answer'),
    what: l10n.t('A conversation whose first turn, the system prompt aside, is the assistant’s.'),
    why: l10n.t(
      'LLaMA-Factory expects the user at every other place, logs “Invalid role tag” and drops the record. Chat templates of many models refuse it.',
    ),
    mend: l10n.t(
      'Put the question in front, or remove the turns before the first question; the quick fix removes them.',
    ),
    faulty: `{"conversations": [{"from": "gpt", "value": "Hello!"}, {"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}]}`,
    sound: `{"conversations": [{"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}]}`,
  }),
  record(view, report) {
    reportOrder('first-turn-not-user', view, report, (fault) => ({
      message: l10n.t('The conversation begins with “{0}”; a user’s turn must come first.', fault.turns[0]!.name),
      pointer: fault.turns[0]!.rolePointer ?? fault.turns[0]!.pointer,
      fixes: fixes(view, fault),
    }));
  },
};

function fixes(view: RecordView, { turns }: OrderFault): Fix[] {
  const edit = removalOf(view, turns[0]!.pointer, turns.at(-1)!.pointer);
  return edit
    ? [{ title: l10n.t('Remove the turns before the first question'), safety: 'preview', edits: [edit] }]
    : [];
}
