import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { DROPPED, reportOrder } from './orderRule';
import { messagesPointer } from './turnOrder';

export const noAssistantTurn: Rule = {
  id: 'no-assistant-turn',
  level: 'error',
  outcomes: DROPPED,
  fix: 'no',
  page: () => ({
    title: l10n.t('No answer in the conversation'),
    what: l10n.t('A conversation without a turn of the assistant, or without any turn.'),
    why: l10n.t(
      'There is nothing to learn. LLaMA-Factory drops the record; OpenAI’s checker calls it example_missing_assistant_message.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}]}`,
    sound: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  claims: (error, { format }) =>
    format.purpose !== 'preference' &&
    error.keyword === 'minItems' &&
    format.messageFields.some((field) => error.instancePath === `/${format.names.field(field) ?? ''}`),
  record(view, report) {
    reportOrder('no-assistant-turn', view, report, () => ({
      message: l10n.t('No turn of the assistant: there is nothing to learn. Add the answer.'),
      pointer: messagesPointer(view),
    }));
  },
};
