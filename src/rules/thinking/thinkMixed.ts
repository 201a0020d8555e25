import * as l10n from '@vscode/l10n';
import { allTurns } from '../../dataset/sample';
import type { Rule } from '../rule';
import { isAnswer, textsWith } from './answerTexts';
import { TEMPLATE_THINKS, THOUGHT_CLUES, thoughtMarks } from './thoughtMarks';

export const thinkMixed: Rule = {
  id: 'think-mixed',
  level: 'warning',
  outcomes: { llamafactory: 'altered' },
  isBeyondMeasure: true,
  clues: THOUGHT_CLUES,
  fix: 'no',
  page: () => ({
    title: l10n.t('Thoughts in some records only'),
    what: l10n.t(
      'A file in which some answers have a thought and others have none, not even an empty one. It is told once, with the numbers.',
    ),
    why: l10n.t(
      'With a template that thinks, LLaMA-Factory puts an empty thought in front of the answers without one and trains it (enable_thinking: true): the model learns not to think in that share of cases.',
    ),
    mend: l10n.t(
      'Write the missing thoughts, or put the two kinds into datasets of their own. If the mix is meant, switch this rule off for the file.',
    ),
    faulty: `{"instruction": "2 + 2?", "output": "<think>\\n2 and 2\\n</think>\\n\\n4"}
{"instruction": "3 + 3?", "output": "6"}`,
    sound: `{"instruction": "2 + 2?", "output": "<think>\\n2 and 2\\n</think>\\n\\n4"}
{"instruction": "3 + 3?", "output": "<think>\\n3 and 3\\n</think>\\n\\n6"}`,
  }),
  marks: thoughtMarks,
  tell(marks, { records }, report) {
    const thought = marks.get('thought');
    const without = records - (thought?.count ?? 0) - (marks.get('empty')?.count ?? 0);
    if (!thought || without <= 0) return;
    const percent = Math.min(99, Math.max(1, Math.round((100 * thought.count) / records)));
    const message = l10n.t(
      '{0} of {1} records ({2} %) have a thought, {3} have none; this is the first that has one.',
      thought.count,
      records,
      percent,
      without,
    );
    report({ message, mark: 'thought', ...(marks.has(TEMPLATE_THINKS) ? {} : { outcome: null }) });
  },
  markSpan(view) {
    const [first] = textsWith(view, THOUGHT_CLUES, isAnswer);
    const pointer = allTurns(view.sample).find((turn) => isAnswer(turn) && turn.reasoning)?.reasoning?.pointer;
    return view.span(first?.pointer ?? pointer ?? '');
  },
};
