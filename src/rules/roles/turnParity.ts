import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { DROPPED, reportOrder } from './orderRule';

export const turnParity: Rule = {
  id: 'turn-parity',
  level: 'error',
  outcomes: DROPPED,
  fix: 'no',
  page: () => ({
    title: l10n.t('Wrong number of turns for a pair'),
    what: l10n.t(
      'The prompt of a preference pair that ends on an answer. Turns before the two answers must be odd in number, the system prompt aside: the last one is the question that both answer.',
    ),
    why: l10n.t('LLaMA-Factory logs “Invalid message count” and drops the record.'),
    mend: l10n.t(
      'Remove the answer at the end of the prompt (often it is the chosen one once more), or add the question.',
    ),
    faulty: `{"conversations": [{"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}], "chosen": {"from": "gpt", "value": "2"}, "rejected": {"from": "gpt", "value": "3"}}`,
    sound: `{"conversations": [{"from": "human", "value": "1+1?"}], "chosen": {"from": "gpt", "value": "2"}, "rejected": {"from": "gpt", "value": "3"}}`,
  }),
  record(view, report) {
    reportOrder('turn-parity', view, report, ({ turns }) => ({
      message: l10n.t('The prompt ends with “{0}”: both answers must follow a question.', turns[0]!.name),
      pointer: turns[0]!.rolePointer ?? turns[0]!.pointer,
    }));
  },
};
