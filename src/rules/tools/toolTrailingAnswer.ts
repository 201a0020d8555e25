import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { conversations } from './conversations';
import { canReadCalls } from './exchanges';

export const toolTrailingAnswer: Rule = {
  id: 'tool-trailing-answer',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('No answer after the tools'),
    what: l10n.t(
      'A record that gets results from tools but ends with a further call, so that the user is never answered.',
    ),
    why: l10n.t('If many records end so, the model learns to go on calling tools instead of answering.'),
    mend: l10n.t('Add the result of the last call and the answer; or leave it, if the record is to teach this call.'),
    faulty: `…, {"from": "observation", "value": "{\\"lat\\": 24.5}"}, {"from": "function_call", "value": "{\\"name\\": \\"get_weather\\", …}"}`,
    sound: `…, {"from": "observation", "value": "{\\"temp\\": 21}"}, {"from": "gpt", "value": "It is 21 °C."}`,
  }),
  record(view, report) {
    if (view.sample.preference) return;
    for (const turns of conversations(view.sample)) {
      const last = turns.at(-1);
      if (!last?.calls || !canReadCalls(last) || !turns.some(({ role }) => role === 'tool')) continue;
      const { pointer } = last.calls;
      report({
        message: l10n.t('The record ends with a call: the results of the tools are never turned into an answer.'),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
