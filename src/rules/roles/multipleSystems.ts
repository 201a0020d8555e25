import * as l10n from '@vscode/l10n';
import { isInList } from '../parts';
import type { Fix, Outcome, Rule } from '../rule';
import type { RecordView } from '../view';
import { mergeEdits } from './mergeTurns';
import { DROPPED, reportOrder } from './orderRule';
import type { OrderFault } from './turnOrder';

export const multipleSystems: Rule = {
  id: 'multiple-systems',
  level: 'error',
  outcomes: DROPPED,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Several system prompts'),
    what: l10n.t('A conversation with more than one system prompt; one in a field beside the messages counts too.'),
    why: l10n.t(
      'LLaMA-Factory drops a record with two system messages. If one stands in the field “system” and one among the messages, only the message is used. mistral-finetune allows one.',
    ),
    mend: l10n.t('Make one of them; the quick fix joins them with a blank line between.'),
    faulty: `{"messages": [{"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be kind."}, {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "system", "content": "Be brief.\\n\\nBe kind."}, {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    reportOrder('multiple-systems', view, report, (fault) => {
      const [turn] = fault.turns;
      const outcome = outcomeOf(view, fault);
      return {
        message: l10n.t('The record has another system prompt already; there can be only one.'),
        pointer: turn!.rolePointer ?? turn!.pointer,
        fixes: fixes(view, fault),
        ...(outcome ? { outcome } : {}),
      };
    });
  },
};

/** A system message at the front takes the place of the field. */
function outcomeOf(view: RecordView, { turns, before }: OrderFault): Outcome | undefined {
  if (view.target !== 'llamafactory' || !before || isInList(before)) return undefined;
  return turns[0]!.pointer.endsWith('/0') ? 'ignored' : undefined;
}

function fixes(view: RecordView, { turns, before }: OrderFault): Fix[] {
  const edits = before && mergeEdits(view, before, turns);
  return edits ? [{ title: l10n.t('Join the system prompts'), safety: 'preview', edits }] : [];
}
