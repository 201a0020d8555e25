import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isAnswer, textsWith } from './answerTexts';

export const thinkFieldVsTag: Rule = {
  id: 'think-field-vs-tag',
  level: 'warning',
  outcomes: { llamafactory: 'ignored' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Thought in field and text'),
    what: l10n.t('A message with a field for its thought (reasoning_content) whose text has a <think> too.'),
    why: l10n.t(
      'Chat templates write the thought of the field in front of the text: the model learns to think twice. LLaMA-Factory reads the text only.',
    ),
    mend: l10n.t(
      'Keep one: the field for trainers that read it (Ark, Axolotl, ms-swift, chat templates), the tags for LLaMA-Factory.',
    ),
    faulty: `{"role": "assistant", "reasoning_content": "2 and 2", "content": "<think>\\n2 and 2\\n</think>\\n\\n4"}`,
    sound: `{"role": "assistant", "reasoning_content": "2 and 2", "content": "4"}`,
  }),
  record(view, report) {
    const isDouble = textsWith(
      view,
      ['<think>', '</think>'],
      (turn) => isAnswer(turn) && (turn.reasoning?.text ?? '').trim() !== '',
    );
    for (const { turn, pointer, content, located } of isDouble) {
      const text = located();
      if (!text) continue;
      const start = Math.max(0, content.search(/<\/?think>/));
      const field = turn.reasoning!.pointer.slice(turn.reasoning!.pointer.lastIndexOf('/') + 1);
      report({
        message: l10n.t('The thought stands in “{0}” and between tags in the text: it is written twice.', field),
        pointer,
        ...text.spanOf({ start, end: start + '<think>'.length }),
      });
    }
  },
};
