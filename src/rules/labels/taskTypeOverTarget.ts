import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { listOfShares, missedShares, shareMarks } from './targetShares';

export const taskTypeOverTarget: Rule = {
  id: 'task-type-over-target',
  level: 'info',
  fix: 'no',
  isAboutLabels: true,
  page: () => ({
    title: l10n.t('Task type above its target share'),
    what: l10n.t(
      'Task types whose share of a file’s records is larger than the taxonomy wants, by more than a fifth of the target and two records or more. It is told once per file, if at least 50 records and at least half of them have a type.',
    ),
    why: l10n.t(
      'What the model already does well crowds out what it finds hard: easy types need few records, and too many of one kind make answers uniform.',
    ),
    mend: l10n.t(
      'Take out records of the type, beginning with those that are alike, or set the share that you want in the taxonomy.',
    ),
    faulty: `30% of the records are “Writing - Poem”, the taxonomy says: "share": 0.05`,
    sound: `5% of the records are “Writing - Poem”, the taxonomy says: "share": 0.05`,
  }),
  labelMarks: shareMarks,
  tell(marks, facts, report) {
    const missed = missedShares(marks, facts, 'over');
    const [first] = missed;
    if (!first) return;
    report({ message: l10n.t('Above their target share: {0}', listOfShares(missed, facts)), mark: first.mark });
  },
};
