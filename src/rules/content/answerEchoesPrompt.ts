import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { exchangesOf, hasRepeats, LEAST_ECHO } from './echoes';
import { spanIn } from './texts';

/** Where the answer is meant to begin with what was given. */
const TO_GO_ON =
  /repeat|copy|verbatim|continue|complete|finish|extend|expand|rewrite|correct|edit|fill in|blank|proofread|translate|续写|补全|补充|继续|完成|填空|改写|修改|扩写|润色|复述|重复|___/i;

export const answerEchoesPrompt: Rule = {
  id: 'answer-echoes-prompt',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Answer begins with the prompt'),
    what: l10n.t(
      'An answer that repeats its whole prompt, of 20 characters or more, before it goes on. Prompts that ask to continue, complete or correct a text are let pass.',
    ),
    why: l10n.t(
      'The model learns to say every question once more. Such answers are outputs of a base model that were kept with their prompts.',
    ),
    mend: l10n.t('Remove the prompt from the answer.'),
    faulty: `{"instruction": "Name the largest lake in Africa.", "output": "Name the largest lake in Africa. It is Lake Victoria."}`,
    sound: `{"instruction": "Name the largest lake in Africa.", "output": "It is Lake Victoria."}`,
  }),
  suspectsRecord: hasRepeats,
  record(view, report) {
    for (const { asked, answer, answered } of exchangesOf(view)) {
      if (asked.length < LEAST_ECHO || answered === asked || !answered.startsWith(asked) || TO_GO_ON.test(asked))
        continue;
      const start = answer.text.indexOf(asked);
      report({
        message: l10n.t('The answer begins with the whole prompt.'),
        pointer: answer.pointer,
        ...spanIn(view, answer, start, start + asked.length),
      });
    }
  },
};
