import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { dialogueMarks, MARK_CLUES } from './dialogueMarks';
import { spanIn } from './texts';

export const nestedDialogue: Rule = {
  id: 'nested-dialogue',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Dialogue inside an answer'),
    what: l10n.t(
      'An answer that holds a question of the user and an answer to it, each marked with the speaker’s name. Answers to prompts that ask for a dialogue are let pass.',
    ),
    why: l10n.t(
      'Several samples were merged into one: the model learns to go on talking for both sides instead of stopping.',
    ),
    mend: l10n.t('Part the text into turns, or cut it off where the answer ends.'),
    faulty: `{"instruction": "1+1?", "output": "2\\n\\nUser: 2+2?\\nAssistant: 4"}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  clues: MARK_CLUES,
  record(view, report) {
    for (const { part, start, end, isDialogue } of dialogueMarks(view)) {
      if (!isDialogue) continue;
      report({
        message: l10n.t('The answer holds a dialogue: from here on somebody else’s turns follow.'),
        pointer: part.pointer,
        ...spanIn(view, part, start, end),
      });
    }
  },
};
