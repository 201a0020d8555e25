import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const nothingLeft: Rule = {
  id: 'nothing-left',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('No record is left'),
    what: l10n.t(
      'A file of which the trainer drops every record. It is told where records are measured for a trainer.',
    ),
    why: l10n.t('LLaMA-Factory stops: “Cannot find valid samples, check `data/README.md` for the data format.”'),
    mend: l10n.t(
      'Look at what is said of the first records. If every one has the same fault, it is often the format or the columns named in dataset_info.json.',
    ),
    faulty: `{"instruction": "hi", "output": null}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  file({ records, fates }, report) {
    const { kept, dropped, failed, unknown } = fates;
    if (records === 0 || dropped === 0 || kept + failed + unknown > 0) return;
    report({
      message:
        records === 1
          ? l10n.t('The only record is dropped: nothing is left to train on.')
          : l10n.t('All {0} records are dropped: nothing is left to train on.', records),
    });
  },
};
