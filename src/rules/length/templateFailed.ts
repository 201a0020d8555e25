import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { shortened } from './shortened';

export const templateFailed: Rule = {
  id: 'template-failed',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('The template fails'),
    what: l10n.t('A record at which the chat template, or the trainer’s own template, stops with an error.'),
    why: l10n.t(
      'Training breaks off at this record, often after minutes of preparing the data. The message is the template’s own.',
    ),
    mend: l10n.t('Change the record as the message says, or choose another template.'),
    faulty: `{"conversations": [{"from": "human", "value": "hi"}, {"from": "function_call", "value": "call f"}]}`,
    sound: `{"conversations": [{"from": "human", "value": "hi"}, {"from": "function_call", "value": "{\\"name\\": \\"f\\", \\"arguments\\": {}}"}]}`,
  }),
  lengths({ measure }, report) {
    if (measure.status !== 'failed' || measure.isOfFile || measure.isUncountable) return;
    report({
      message: l10n.t(
        'The template fails at this record: “{0}”. Change what that names, or choose another template.',
        shortened(measure.reason ?? ''),
      ),
      pointer: measure.pointer ?? '',
    });
  },
};
