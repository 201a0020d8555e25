import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isIdentical } from './prefIdentical';
import { pairOf, textOf } from './sides';
import { likenessOf } from './similarity';

export const prefNearIdentical: Rule = {
  id: 'pref-near-identical',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Both answers are nearly the same'),
    what: l10n.t(
      'A preference pair whose answers differ in punctuation and white space only, or in no more than one letter of twenty.',
    ),
    why: l10n.t(
      'The model learns whatever tells the two apart. If that is a comma, it learns commas; if it is the one digit that matters, all is well.',
    ),
    mend: l10n.t('Look at what differs. If it is not what you mean to teach, write another rejected answer.'),
    faulty: `{"instruction": "Capital of France?", "input": "", "chosen": "It is Paris.", "rejected": "It is Paris"}`,
    sound: `{"instruction": "Capital of France?", "input": "", "chosen": "It is Paris.", "rejected": "It is Lyon."}`,
  }),
  record(view, report) {
    const pair = pairOf(view);
    // Calls differ in ways that a text does not show.
    if (!pair || isIdentical(view) || [...pair.chosen.turns, ...pair.rejected.turns].some(({ calls }) => calls)) return;
    const likeness = likenessOf(textOf(pair.chosen).trim(), textOf(pair.rejected).trim());
    if (!likeness) return;
    const { pointer } = pair.rejected;
    report({
      message:
        likeness === 'punctuation'
          ? l10n.t('The chosen and the rejected answer differ in punctuation and white space only.')
          : l10n.t('The chosen and the rejected answer differ in a few letters only.'),
      pointer,
      ...view.span(pointer),
    });
  },
};
