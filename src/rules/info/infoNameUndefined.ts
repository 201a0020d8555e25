import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { Rule } from '../rule';
import { someOf } from './infoColumnMissingInFile';

export const infoNameUndefined: Rule = {
  id: 'info-name-undefined',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Undefined dataset'),
    what: l10n.t(
      'The name of a dataset that the command line (--dataset) or tuneset.json asks for and that dataset_info.json does not have.',
    ),
    why: l10n.t('LLaMA-Factory ends with “Undefined dataset … in dataset_info.json.”'),
    mend: l10n.t('Correct the name, or add the dataset to dataset_info.json.'),
    faulty: `tuneset check --dataset-info data --dataset mnie`,
    sound: `tuneset check --dataset-info data --dataset mine`,
  }),
  info({ info, asked }, report) {
    const names = info.entries.map(({ name }) => name);
    for (const name of asked) {
      if (names.includes(name)) continue;
      const near = names.find((other) => distance(other.toLowerCase(), name.toLowerCase()) <= 2);
      report({
        message:
          near === undefined
            ? l10n.t('There is no dataset “{0}” here. There are: {1}.', name, someOf(names))
            : l10n.t('There is no dataset “{0}” here. Is “{1}” meant?', name, near),
        start: 0,
        end: Math.min(1, info.text.length),
      });
    }
  },
};
