import * as l10n from '@vscode/l10n';
import { likelyName } from '../../dataset/likelyName';
import { listOf } from '../../dataset/listOf';
import type { Rule } from '../rule';

export const infoNameUndefined: Rule = {
  id: 'info-name-undefined',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Undefined dataset'),
    what: l10n.t('The name of a dataset that tuneset.json asks for and that dataset_info.json does not have.'),
    why: l10n.t('LLaMA-Factory ends with “Undefined dataset … in dataset_info.json.”'),
    mend: l10n.t('Correct the name, or add the dataset to dataset_info.json.'),
    faulty: `{"datasets": [{"files": "mine.json", "dataset": "mnie"}]}`,
    sound: `{"datasets": [{"files": "mine.json", "dataset": "mine"}]}`,
  }),
  info({ info, asked }, report) {
    const names = info.entries.map(({ name }) => name);
    for (const name of asked) {
      if (names.includes(name)) continue;
      const near = likelyName(name, names);
      report({
        message:
          near === undefined
            ? l10n.t('There is no dataset “{0}” here. There are: {1}.', name, listOf(names, 12))
            : l10n.t('There is no dataset “{0}” here. Is “{1}” meant?', name, near),
        start: 0,
        end: Math.min(1, info.text.length),
      });
    }
  },
};
