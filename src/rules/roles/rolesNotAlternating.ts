import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { mergeEdits } from './mergeTurns';
import { DROPPED, reportOrder } from './orderRule';
import type { OrderFault } from './turnOrder';

export const rolesNotAlternating: Rule = {
  id: 'roles-not-alternating',
  level: 'error',
  outcomes: DROPPED,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Same side speaks twice in a row'),
    what: l10n.t(
      'Two questions or two answers one after the other. Results of tools count as questions, calls of tools as answers; several results after one another are let pass where the trainer joins them.',
    ),
    why: l10n.t(
      'LLaMA-Factory logs “Invalid role tag” and drops the record; Together refuses the file; many chat templates raise an error.',
    ),
    mend: l10n.t('Write the missing turn, or join the texts; the quick fix joins them with a blank line between.'),
    faulty: `{"conversations": [{"from": "human", "value": "Hi."}, {"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}]}`,
    sound: `{"conversations": [{"from": "human", "value": "Hi.\\n\\n1+1?"}, {"from": "gpt", "value": "2"}]}`,
  }),
  record(view, report) {
    reportOrder('roles-not-alternating', view, report, (fault) => {
      const [turn] = fault.turns;
      return {
        message: l10n.t('“{0}” follows “{1}”: user and assistant must take turns.', turn!.name, fault.before!.name),
        pointer: turn!.rolePointer ?? turn!.pointer,
        fixes: fixes(view, fault),
      };
    });
  },
};

function fixes(view: RecordView, { turns, before }: OrderFault): Fix[] {
  if (!before || turns.some(({ role }) => role !== before.role || role === 'tool')) return [];
  const edits = mergeEdits(view, before, turns);
  return edits ? [{ title: l10n.t('Join with the turn before'), safety: 'preview', edits }] : [];
}
