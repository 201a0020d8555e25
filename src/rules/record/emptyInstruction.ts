import * as l10n from '@vscode/l10n';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';

export const emptyInstruction: Rule = {
  id: 'empty-instruction',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty instruction'),
    what: l10n.t('An instruction that is empty, null or white space only, while the input has text.'),
    why: l10n.t('The prompt is the input alone. Trainers accept this, but usually the task was forgotten.'),
    mend: l10n.t('Say in the instruction what is to be done with the input; or move the input there.'),
    faulty: `{"instruction": "", "input": "你好", "output": "Hello"}`,
    sound: `{"instruction": "Translate into English.", "input": "你好", "output": "Hello"}`,
  }),
  record(view, report) {
    const { instruction, input } = view.value;
    const blank = instruction === null || (typeof instruction === 'string' && isBlank(instruction));
    if (!blank || typeof input !== 'string' || isBlank(input)) return;
    report({
      message: l10n.t('The instruction is empty: the prompt is the input alone.'),
      pointer: '/instruction',
      ...view.span('/instruction'),
    });
  },
};
