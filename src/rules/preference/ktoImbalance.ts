import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { classesIn, classMarks, verdictSpan } from './ktoClasses';

/** Desired to undesired records, after weights: from as many to a third more (TRL, docs/source/kto_trainer.md). */
const LEAST = 1;
const MOST = 4 / 3;

export const ktoImbalance: Rule = {
  id: 'kto-imbalance',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Too many verdicts of one kind'),
    what: l10n.t(
      'More undesired than desired answers, or more than four desired to three undesired ones. A difference that one record makes is not told.',
    ),
    why: l10n.t(
      'KTO was found to need between 1:1 and 4:3, after weights (TRL, which warns too). Outside of it the rarer kind is drowned out.',
    ),
    mend: l10n.t(
      'Set desirable_weight or undesirable_weight (kto_chosen_weight and kto_rejected_weight in LLaMA-Factory) to a value in the range that the message names, or add records of the rarer kind.',
    ),
    faulty: `{"instruction": "…", "output": "…", "kto_tag": true}`,
    sound: `{"instruction": "…", "output": "…", "kto_tag": false}`,
  }),
  marks: classMarks,
  tell(marks, _facts, report) {
    const { desired, undesired, rarer } = classesIn(marks);
    if (desired === 0 || undesired === 0 || isBalanced(desired, undesired)) return;
    const two = (value: number): string => String(Number(value.toFixed(2)));
    report({
      message: l10n.t(
        '{0} desired answers to {1} undesired ones. Set desirable_weight (kto_chosen_weight) between {2} and {3}, or undesirable_weight (kto_rejected_weight) between {4} and {5}.',
        desired,
        undesired,
        two((LEAST * undesired) / desired),
        two((MOST * undesired) / desired),
        two(desired / undesired / MOST),
        two(desired / undesired / LEAST),
      ),
      mark: rarer,
    });
  },
  markSpan: verdictSpan,
};

/** True if the range lies between what one record less and one more of the desired kind would give. */
function isBalanced(desired: number, undesired: number): boolean {
  return (desired - 1) / (undesired + 1) <= MOST && (desired + 1) / (undesired - 1) >= LEAST;
}
