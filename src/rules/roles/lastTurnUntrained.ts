import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isUntrained, weightedAnswers } from './trained';

export const lastTurnUntrained: Rule = {
  id: 'last-turn-untrained',
  level: 'info',
  levels: { axolotl: 'warning' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Last answer is not trained'),
    what: l10n.t('A conversation whose last answer is switched off while an earlier one is trained.'),
    why: l10n.t(
      'Everything behind the last trained answer costs memory and time and teaches nothing. Axolotl warns of it; often the switch stands at the wrong answer.',
    ),
    mend: l10n.t('Switch the last answer on, or remove the turns behind the last one that is trained.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}, {"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "4", "train": false}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2", "train": false}, {"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "4"}]}`,
  }),
  record(view, report) {
    const answers = weightedAnswers(view);
    const last = answers.at(-1);
    if (!last?.weight || !isUntrained(last) || answers.every(isUntrained)) return;
    report({
      message: l10n.t('The last answer is switched off (“{0}”), an earlier one is trained.', last.weight.key),
      pointer: last.weight.pointer,
      ...view.span(last.weight.pointer),
    });
  },
};
