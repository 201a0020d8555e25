import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { dialogueMarks, MARK_CLUES } from './dialogueMarks';
import { quoted, spanIn } from './texts';

export const roleMarkerInText: Rule = {
  id: 'role-marker-in-text',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Speaker’s name in a text'),
    what: l10n.t(
      'An answer with a line that begins with “User:”, “Assistant:”, “### Response:”, “用户：” or the like, or a prompt that ends with one. Answers to prompts that ask for a dialogue are let pass.',
    ),
    why: l10n.t(
      'The chat template marks the speakers already. A second way to mark them teaches the model to write it, and to play both sides.',
    ),
    mend: l10n.t('Remove the name, or part the text into turns.'),
    faulty: `{"instruction": "1+1?", "output": "Assistant: 2"}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  clues: MARK_CLUES,
  record(view, report) {
    for (const { part, start, end, isDialogue } of dialogueMarks(view)) {
      if (isDialogue) continue;
      report({
        message: l10n.t(
          '“{0}” names a speaker; the chat template does that already.',
          quoted(part.text.slice(start, end)),
        ),
        pointer: part.pointer,
        ...spanIn(view, part, start, end),
      });
    }
  },
};
