import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const columnUnknown: Rule = {
  id: 'column-unknown',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Unknown field'),
    what: l10n.t('A key that the format does not have. It is reported once per file, at the first record that has it.'),
    why: l10n.t('Trainers ignore it, so whatever it holds is not trained.'),
    mend: l10n.t('If the field is yours, list it under “fields” in tuneset.json; otherwise remove or rename it.'),
    faulty: `{"instruction": "hi", "output": "hello", "note": "polite"}`,
    sound: `tuneset.json: {"fields": ["note"]}`,
  }),
  unknownKey: (key, count) =>
    count === 1
      ? l10n.t(
          'Trainers ignore the field “{0}” (in 1 record). If it is yours, list it under “fields” in tuneset.json.',
          key,
        )
      : l10n.t(
          'Trainers ignore the field “{0}” (in {1} records). If it is yours, list it under “fields” in tuneset.json.',
          key,
          count,
        ),
};
