import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isUntrained, weightedAnswers } from './trained';

export const noTrainableTurn: Rule = {
  id: 'no-trainable-turn',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('No answer is trained'),
    what: l10n.t(
      'A conversation all of whose answers are switched off: weight 0, loss false, loss_weight 0, train false.',
    ),
    why: l10n.t(
      'Nothing is learned from the record. TRL drops it without a word; Axolotl means to, but keeps it and computes on it in vain.',
    ),
    mend: l10n.t('Switch on the answer that is to be learned, or remove the record.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2", "weight": 0}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2", "weight": 1}]}`,
  }),
  record(view, report) {
    const answers = weightedAnswers(view);
    if (answers.length === 0 || !answers.every(isUntrained)) return;
    const { weight } = answers.at(-1)!;
    report({
      message: l10n.t('Every answer is switched off (“{0}”): nothing is learned from the record.', weight!.key),
      pointer: weight!.pointer,
      ...view.span(weight!.pointer),
    });
  },
};
