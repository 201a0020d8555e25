import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isPlainStringError, toStringFix } from './typeErrors';

export const numberAsAnswer: Rule = {
  id: 'number-as-answer',
  level: 'error',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Number as answer'),
    what: l10n.t('An answer that is a number, true or false instead of text.'),
    why: l10n.t('LLaMA-Factory treats it as a missing answer and drops the record.'),
    mend: l10n.t('Put it in quotes; the quick fix does, digit for digit.'),
    faulty: `{"instruction": "1+1?", "output": 2}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  record(view, report) {
    for (const error of view.schemaErrors) {
      if (isPlainStringError(view, error) !== 'output' || typeof view.value.output === 'object') continue;
      report({
        message: l10n.t(
          'The answer must be text. LLaMA-Factory drops records whose answer is a number, true or false.',
        ),
        pointer: error.instancePath,
        ...view.span(error.instancePath),
        fixes: [toStringFix(view, error.instancePath, 'safe')],
      });
    }
  },
};
