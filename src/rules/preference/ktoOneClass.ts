import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { classesIn, classMarks, verdictSpan } from './ktoClasses';

export const ktoOneClass: Rule = {
  id: 'kto-one-class',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Only one kind of verdict'),
    what: l10n.t('A file of several KTO records whose verdicts are all true, or all false.'),
    why: l10n.t(
      'KTO learns from what tells desired answers from undesired ones. LLaMA-Factory only warns (“Your dataset only has one preference type.”) and trains on.',
    ),
    mend: l10n.t('Add records of the other kind, or train the desired answers as ordinary records.'),
    faulty: `{"instruction": "1+1?", "output": "2", "kto_tag": true}\n{"instruction": "2+2?", "output": "4", "kto_tag": true}`,
    sound: `{"instruction": "1+1?", "output": "2", "kto_tag": true}\n{"instruction": "2+2?", "output": "5", "kto_tag": false}`,
  }),
  marks: classMarks,
  tell(marks, _facts, report) {
    const { desired, undesired, rarer } = classesIn(marks);
    if (Math.min(desired, undesired) > 0 || desired + undesired < 2) return;
    report({
      message:
        desired > 0
          ? l10n.t('All {0} verdicts are true: nothing tells desired answers from undesired ones.', desired)
          : l10n.t('All {0} verdicts are false: nothing tells desired answers from undesired ones.', undesired),
      mark: rarer,
    });
  },
  markSpan: verdictSpan,
};
