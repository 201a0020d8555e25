import * as l10n from '@vscode/l10n';
import { isInList, removalOf } from '../parts';
import type { Fix, Outcome, Rule } from '../rule';
import type { RecordView } from '../view';
import { DROPPED, reportOrder } from './orderRule';
import { isOpenaiFormatting, type OrderFault } from './turnOrder';

export const lastTurnNotAssistant: Rule = {
  id: 'last-turn-not-assistant',
  level: 'error',
  outcomes: DROPPED,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Conversation ends without an answer'),
    what: l10n.t('A conversation that ends on a question or on the result of a tool.'),
    why: l10n.t(
      'There is no answer to learn for the last turn. LLaMA-Factory logs “Invalid message count” and drops the whole record; mistral-finetune cuts off what hangs over.',
    ),
    mend: l10n.t('Write the answer, or remove the turns after the last one; the quick fix removes them.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}, {"role": "user", "content": "Thanks"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  record(view, report) {
    reportOrder('last-turn-not-assistant', view, report, (fault) => {
      const last = fault.turns.at(-1)!;
      const outcome = outcomeOf(view, fault);
      return {
        message: l10n.t('The conversation ends with “{0}”; the answer to it is missing.', last.name),
        pointer: last.rolePointer ?? last.pointer,
        fixes: fixes(view, fault),
        ...(outcome ? { outcome } : {}),
      };
    });
  },
};

/** Of messages read as OpenAI's, LLaMA-Factory loses results of tools at the end and keeps the rest. */
function outcomeOf(view: RecordView, { turns }: OrderFault): Outcome | undefined {
  const areLost =
    view.target === 'llamafactory' && isOpenaiFormatting(view) && turns.every(({ role }) => role === 'tool');
  return areLost ? 'ignored' : undefined;
}

/** A call whose result goes would be left without one. */
function fixes(view: RecordView, { turns, before }: OrderFault): Fix[] {
  if (before?.role !== 'assistant' || before.calls || !turns.every(isInList)) return [];
  const edit = removalOf(view, turns[0]!.pointer, turns.at(-1)!.pointer);
  return edit ? [{ title: l10n.t('Remove the turns after the last answer'), safety: 'preview', edits: [edit] }] : [];
}
