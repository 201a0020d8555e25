import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isAnswer, isCallText, textsWith } from './answerTexts';
import { whereThoughtIsLost } from './lostThought';
import { readTags } from './thoughtTags';

export const thinkNotAtStart: Rule = {
  id: 'think-not-at-start',
  level: 'warning',
  measuredOutcome: whereThoughtIsLost,
  clues: ['<think>'],
  fix: 'no',
  page: () => ({
    title: l10n.t('Text in front of the thought'),
    what: l10n.t('An answer with text before its <think>.'),
    why: l10n.t(
      'Models think first. The text in front is trained as an answer that is given before the thought; templates that take thoughts out of the history look for them at the beginning.',
    ),
    mend: l10n.t('Move the text behind the thought or into it.'),
    faulty: `{"from": "gpt", "value": "Well. <think>\\n2 + 2\\n</think>\\n\\n4"}`,
    sound: `{"from": "gpt", "value": "<think>\\n2 + 2\\n</think>\\n\\n4"}`,
  }),
  record(view, report) {
    for (const { turn, pointer, content, located } of textsWith(view, ['<think>'], isAnswer)) {
      const read = readTags(content);
      // Around a call nothing may stand; that has a rule of its own.
      if (read.kind !== 'one' || isCallText(turn)) continue;
      const { open } = read.thought;
      const text = content.slice(0, open.start).trim() === '' ? undefined : located();
      if (!text) continue;
      report({
        message: l10n.t(
          'The thought does not begin the answer: the text in front of it is trained as if it were said first.',
        ),
        pointer,
        ...text.spanOf(open),
      });
    }
  },
};
