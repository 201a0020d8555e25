import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { valueAt } from '../parts';
import { isAnswerPlace, isTextExpected, nameOfPlace } from './textPlaces';
import { toStringFix, typeName } from './typeErrors';

export const stringExpected: Rule = {
  id: 'string-expected',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
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
  claims: (error, view) =>
    isTextExpected(error, view) &&
    (typeof valueAt(view, error.instancePath) === 'object' || !isAnswerPlace(view, error.instancePath)),
  record(view, report) {
    for (const pointer of new Set(view.errorsOf(stringExpected).map(({ instancePath }) => instancePath))) {
      const value = valueAt(view, pointer);
      const name = nameOfPlace(pointer);
      report({
        message: l10n.t('“{0}” must be text; this is {1}.', name, typeName(value)),
        pointer,
        ...view.span(pointer),
        fixes: [toStringFix(view, pointer, typeof value === 'object' ? 'preview' : 'safe')],
        ...(view.target === 'llamafactory' && isAnswerPlace(view, pointer) ? { outcome: 'dropped' } : {}),
      });
    }
  },
};
