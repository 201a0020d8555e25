import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const fileEmpty: Rule = {
  id: 'file-empty',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty dataset'),
    what: l10n.t('A file of 0 bytes, with blank lines only, or with an empty array.'),
    why: l10n.t(
      'Hugging Face datasets fails with an error that does not name the file (“corresponds to no data”, StopIteration).',
    ),
    mend: l10n.t('Add records, or take the file out of the training configuration.'),
    faulty: `[]`,
    sound: `[{"instruction": "hi", "output": "hello"}]`,
  }),
  file(facts, report) {
    const unreadable = facts.bytes?.encoding !== undefined;
    if (facts.records === 0 && !unreadable)
      report({ message: l10n.t('The dataset has no records. Loaders fail on it.') });
  },
};
