import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { DROPPED, reportOrder } from './orderRule';
import { messagesPointer } from './turnOrder';

export const noUserTurn: Rule = {
  id: 'no-user-turn',
  level: 'info',
  levels: { llamafactory: 'error' },
  outcomes: DROPPED,
  fix: 'no',
  page: () => ({
    title: l10n.t('No question in the conversation'),
    what: l10n.t('A conversation with answers, but without a turn of the user or a result of a tool.'),
    why: l10n.t(
      'LLaMA-Factory drops the record. Other trainers take it, and the model learns to speak without being asked; OpenAI’s checker counts such records.',
    ),
    mend: l10n.t('Write the question. If only a system prompt and its answer are meant, leave it as it is.'),
    faulty: `{"messages": [{"role": "system", "content": "Greet."}, {"role": "assistant", "content": "Hello!"}]}`,
    sound: `{"messages": [{"role": "user", "content": "Hi."}, {"role": "assistant", "content": "Hello!"}]}`,
  }),
  claims: (error, { format }) =>
    format.purpose === 'preference' &&
    error.keyword === 'minItems' &&
    format.messageFields.some((field) => error.instancePath === `/${format.names.field(field) ?? ''}`),
  record(view, report) {
    reportOrder('no-user-turn', view, report, ({ turns }) => ({
      message: l10n.t('No turn of the user: the answer follows nothing.'),
      pointer: turns[0]?.rolePointer ?? turns[0]?.pointer ?? messagesPointer(view),
    }));
  },
};
