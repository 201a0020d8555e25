import * as l10n from '@vscode/l10n';
import { allTurns } from '../../dataset/sample';
import type { Rule } from '../rule';
import { isAnswer, isCallText } from './answerTexts';
import { leakAt, PHRASES } from './leakPhrases';
import { readTags } from './thoughtTags';

export const thinkLeakInAnswer: Rule = {
  id: 'think-leak-in-answer',
  level: 'warning',
  clues: ['</think>', ...PHRASES.map((phrase) => `\n${phrase}`)],
  fix: 'no',
  page: () => ({
    title: l10n.t('Thought left in the answer'),
    what: l10n.t(
      'An answer that begins, outside of <think>, as thoughts of models do: “Okay, the user wants…”, “Let me think”, “好的，用户问…”, “首先，我需要理解…”.',
    ),
    why: l10n.t(
      'It is left over from a model that thinks: the tags were lost, or the thought was copied into the answer. The model learns to talk about the user instead of to the user.',
    ),
    mend: l10n.t('Put the thought between <think> and </think>, or remove it.'),
    faulty: `{"instruction": "2 + 2?", "output": "好的，用户问的是 2 加 2。答案是 4。"}`,
    sound: `{"instruction": "2 + 2?", "output": "答案是 4。"}`,
  }),
  record(view, report) {
    for (const turn of allTurns(view.sample)) {
      const { content, pointers } = turn;
      const [pointer] = pointers;
      if (!isAnswer(turn) || isCallText(turn) || pointer === undefined) continue;
      const read = readTags(content);
      if (read.kind === 'unbalanced') continue;
      const from = read.kind === 'one' ? read.thought.close.end : read.kind === 'several' ? read.tags.at(-1)!.end : 0;
      const leak = leakAt(content, from);
      const text = leak && view.embedded(pointer);
      // Of several parts only the first is looked at.
      if (!text || leak.end > text.text.length) continue;
      report({
        message: l10n.t(
          '“{0}” begins a thought, not an answer. Was the thought left in?',
          content.slice(leak.start, leak.end),
        ),
        pointer,
        ...text.spanOf(leak),
      });
    }
  },
};
