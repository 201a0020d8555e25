import * as l10n from '@vscode/l10n';
import { isInList, removalOf, sourceAt } from '../parts';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { DROPPED, reportOrder } from './orderRule';
import type { OrderFault } from './turnOrder';

export const systemNotFirst: Rule = {
  id: 'system-not-first',
  level: 'error',
  outcomes: DROPPED,
  fix: 'offer',
  page: () => ({
    title: l10n.t('System prompt is not first'),
    what: l10n.t('A system prompt that stands after another turn.'),
    why: l10n.t(
      'LLaMA-Factory takes a system prompt from the front only; elsewhere it logs “Invalid role tag” and drops the record. mistral-finetune refuses it.',
    ),
    mend: l10n.t(
      'Move it to the front; the quick fix does. If it comments on one turn only, make it a part of that turn.',
    ),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    reportOrder('system-not-first', view, report, (fault) => {
      const [turn] = fault.turns;
      return {
        message: l10n.t('The system prompt must be the first turn.'),
        pointer: turn!.rolePointer ?? turn!.pointer,
        fixes: fixes(view, fault),
      };
    });
  },
};

function fixes(view: RecordView, { turns, before }: OrderFault): Fix[] {
  const [turn] = turns;
  if (!turn || !before || !isInList(turn) || !isInList(before)) return [];
  const removal = removalOf(view, turn.pointer);
  if (!removal) return [];
  const { start } = view.span(before.pointer);
  const insertion = { start, end: start, text: `${sourceAt(view, turn.pointer)}, ` };
  return [{ title: l10n.t('Move it to the front'), safety: 'preview', edits: [insertion, removal] }];
}
