import * as l10n from '@vscode/l10n';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';

export const emptyAnswer: Rule = {
  id: 'empty-answer',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty answer'),
    what: l10n.t('An answer, also one in the history, that is empty, null or white space only.'),
    why: l10n.t(
      'LLaMA-Factory trains the model to say nothing; null counts as a missing answer and the record is dropped.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"instruction": "hi", "output": ""}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  record(view, report) {
    const blank = view.sample.turns
      .filter(({ role, content }) => role === 'assistant' && isBlank(content))
      .map(({ pointers }) => pointers[0]!);
    if (view.value.output === null) blank.push('/output');
    for (const pointer of blank) {
      report({
        message: l10n.t('The answer is empty: the model would learn to say nothing.'),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
