import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { exchangesOf, hasRepeats, LEAST_ECHO } from './echoes';

/** Where the answer is meant to be what was given. */
const TO_REPEAT = /repeat|copy|echo|verbatim|palindrome|复述|重复|原样|照抄|跟读|朗读/i;

export const instructionEqualsOutput: Rule = {
  id: 'instruction-equals-output',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Answer equals the prompt'),
    what: l10n.t(
      'An answer that is its prompt, word for word. Prompts of fewer than 20 characters, and those that ask to repeat, are let pass.',
    ),
    why: l10n.t(
      'The model learns to repeat the question. Such records come from columns that were mixed up or from generators that failed.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"instruction": "Name the largest lake in Africa.", "output": "Name the largest lake in Africa."}`,
    sound: `{"instruction": "Name the largest lake in Africa.", "output": "Lake Victoria."}`,
  }),
  suspectsRecord: hasRepeats,
  record(view, report) {
    for (const { asked, answer, answered } of exchangesOf(view)) {
      if (asked.length < LEAST_ECHO || asked !== answered || TO_REPEAT.test(asked)) continue;
      report({
        message: l10n.t('The answer is the prompt, word for word.'),
        pointer: answer.pointer,
        ...view.span(answer.pointer),
      });
    }
  },
};
