import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { valueAt } from '../parts';
import type { Rule } from '../rule';
import { messageOf } from './messageFaults';

export const messageNotObject: Rule = {
  id: 'message-not-object',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Message is not an object'),
    what: l10n.t(
      'An item of the conversation that is text, a number, a list or null instead of a message with a role.',
    ),
    why: l10n.t('Trainers look up its role and fail: LLaMA-Factory ends the whole run with a TypeError.'),
    mend: l10n.t('Write it as a message with role and text, or remove it.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}, "Thanks"]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  claims(error, view) {
    const at = error.keyword === 'type' || error.keyword === 'anyOf' ? messageOf(error, view) : undefined;
    return at?.rest === '' && /\/\d+$/.test(at.message) && !isJsonObject(valueAt(view, at.message));
  },
  record(view, report) {
    const { role, content } = view.format.names;
    for (const pointer of new Set(view.errorsOf(messageNotObject).map(({ instancePath }) => instancePath))) {
      report({
        message: l10n.t('A message must be an object with “{0}” and “{1}”.', role, content),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
