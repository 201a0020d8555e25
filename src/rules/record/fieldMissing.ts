import * as l10n from '@vscode/l10n';
import { nearestField } from '../nearestField';
import type { Rule } from '../rule';
import { renameKey } from './renameKey';

export const fieldMissing: Rule = {
  id: 'field-missing',
  level: 'error',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Required field missing'),
    what: l10n.t('A record without a field that its format requires: Alpaca needs instruction and output.'),
    why: l10n.t(
      'Without an answer LLaMA-Factory drops the record with one log line among thousands; a column that no record has ends the run with a KeyError.',
    ),
    mend: l10n.t('Add the field. If it is there under a misspelled name, the quick fix renames it.'),
    faulty: `{"instruction": "hi", "otuput": "hello"}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  record(view, report) {
    for (const error of view.schemaErrors) {
      if (error.keyword !== 'required' || error.instancePath !== '') continue;
      const field = (error.params as { missingProperty: string }).missingProperty;
      const alias = view.unknownKeys.find((key) => nearestField(view, key) === field);
      if (alias === undefined) {
        report({ message: l10n.t('The required field “{0}” is missing.', field), pointer: '', ...view.span('') });
      } else {
        report({
          message: l10n.t('The required field “{0}” is missing. Is “{1}” a misspelling of it?', field, alias),
          pointer: '',
          ...view.keySpan(alias),
          fixes: [renameKey(view, alias, field)],
        });
      }
    }
  },
};
