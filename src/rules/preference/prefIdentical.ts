import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { everythingOf, pairOf } from './sides';

export const prefIdentical: Rule = {
  id: 'pref-identical',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Both answers are the same'),
    what: l10n.t(
      'A preference pair whose chosen and rejected answers say the same, but for white space around them and for forms of the same character.',
    ),
    why: l10n.t('There is nothing to prefer: the pair has no gradient, and ms-swift deletes the record.'),
    mend: l10n.t('Write another rejected answer, or remove the record.'),
    faulty: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": " 2"}`,
    sound: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": "3"}`,
  }),
  record(view, report) {
    if (!isIdentical(view)) return;
    const { pointer } = view.sample.preference!.rejected!;
    report({
      message: l10n.t('The chosen and the rejected answer are the same: there is nothing to prefer.'),
      pointer,
      ...view.span(pointer),
    });
  },
};

export function isIdentical(view: RecordView): boolean {
  const pair = pairOf(view);
  if (!pair) return false;
  const [chosen, rejected] = [pair.chosen.turns, pair.rejected.turns];
  return (
    chosen.length === rejected.length && chosen.every((turn, i) => everythingOf(turn) === everythingOf(rejected[i]!))
  );
}
