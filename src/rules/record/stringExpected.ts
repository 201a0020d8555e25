import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isPlainStringError, toStringFix, typeName } from './typeErrors';

export const stringExpected: Rule = {
  id: 'string-expected',
  level: 'error',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Text expected'),
    what: l10n.t('A number, list or object in a field that holds text.'),
    why: l10n.t(
      'LLaMA-Factory crashes on an instruction that is not a string and drops the record if the output is not one; if other records have the right type, Hugging Face datasets 4.0 refuses the whole file.',
    ),
    mend: l10n.t('Write text. The quick fix puts the value, as it stands, into a string.'),
    faulty: `{"instruction": ["Say", "hi"], "output": "hello"}`,
    sound: `{"instruction": "Say hi", "output": "hello"}`,
  }),
  record(view, report) {
    for (const error of view.schemaErrors) {
      const field = isPlainStringError(view, error);
      if (field === undefined) continue;
      const value = view.value[field];
      if (field === 'output' && typeof value !== 'object') continue;
      report({
        message: l10n.t('“{0}” must be text; this is {1}.', field, typeName(value)),
        pointer: error.instancePath,
        ...view.span(error.instancePath),
        fixes: [toStringFix(view, error.instancePath, typeof value === 'object' ? 'preview' : 'safe')],
      });
    }
  },
};
