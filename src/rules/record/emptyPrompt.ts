import * as l10n from '@vscode/l10n';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';

export const emptyPrompt: Rule = {
  id: 'empty-prompt',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty prompt'),
    what: l10n.t(
      'A user turn without text: instruction and input, or a question in the history, are empty, null or white space only.',
    ),
    why: l10n.t('No trainer catches it: the model learns to give this answer without being asked anything.'),
    mend: l10n.t('Write the prompt, or remove the record.'),
    faulty: `{"instruction": "", "input": "", "output": "hello"}`,
    sound: `{"instruction": "hi", "input": "", "output": "hello"}`,
  }),
  record(view, report) {
    const isMissing = (pointer: string): boolean => pointer === '/instruction' && !('instruction' in view.value);
    for (const { role, content, pointers } of view.sample.turns) {
      const pointer = pointers[0]!;
      const other = view.value.instruction;
      const unreadable =
        pointer === '/instruction' && other !== null && other !== undefined && typeof other !== 'string';
      if (role !== 'user' || !isBlank(content) || isMissing(pointer) || unreadable) continue;
      report({
        message: l10n.t('The prompt is empty: the model would learn to give this answer without being asked anything.'),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
