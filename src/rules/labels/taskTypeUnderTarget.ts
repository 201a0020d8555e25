import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { listOfShares, missedShares, shareMarks } from './targetShares';

export const taskTypeUnderTarget: Rule = {
  id: 'task-type-under-target',
  level: 'info',
  fix: 'no',
  isAboutLabels: true,
  page: () => ({
    title: l10n.t('Task type below its target share'),
    what: l10n.t(
      'Task types whose share of a file’s records is smaller than the taxonomy wants, by more than a fifth of the target and two records or more. It is told once per file, if at least 50 records and at least half of them have a type.',
    ),
    why: l10n.t(
      'The types that the base model finds hard need most records, and are the ones that are slow to write: without a count nobody sees that they are missing.',
    ),
    mend: l10n.t('Write more records of the type, or set the share that you want in the taxonomy.'),
    faulty: `2% of the records are “Reasoning - Several steps”, the taxonomy says: "share": 0.2`,
    sound: `20% of the records are “Reasoning - Several steps”, the taxonomy says: "share": 0.2`,
  }),
  labelMarks: shareMarks,
  tell(marks, facts, report) {
    const missed = missedShares(marks, facts, 'under');
    const [first] = missed;
    if (!first) return;
    report({ message: l10n.t('Below their target share: {0}', listOfShares(missed, facts)), mark: first.mark });
  },
};
