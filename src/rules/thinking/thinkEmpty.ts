import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isAnswer, textsWith } from './answerTexts';
import { TEMPLATE_THINKS, THOUGHT_CLUES, thoughtMarks } from './thoughtMarks';
import { readTags } from './thoughtTags';

export const thinkEmpty: Rule = {
  id: 'think-empty',
  level: 'warning',
  outcomes: { llamafactory: 'altered' },
  isBeyondMeasure: true,
  clues: THOUGHT_CLUES,
  fix: 'no',
  page: () => ({
    title: l10n.t('Empty thoughts in some records'),
    what: l10n.t(
      'A file without thoughts in which some answers begin with an empty <think></think> and others don’t. It is told once.',
    ),
    why: l10n.t(
      'The model learns two layouts for the same thing. LLaMA-Factory adds the empty thought itself where the template thinks; ms-swift can ignore empty thoughts (ignore_empty_think).',
    ),
    mend: l10n.t('Remove the empty thoughts, or give one to every record.'),
    faulty: `{"instruction": "2 + 2?", "output": "<think>\\n\\n</think>\\n\\n4"}
{"instruction": "3 + 3?", "output": "6"}`,
    sound: `{"instruction": "2 + 2?", "output": "4"}
{"instruction": "3 + 3?", "output": "6"}`,
  }),
  marks: thoughtMarks,
  tell(marks, { records }, report) {
    const empty = marks.get('empty');
    if (!empty || marks.has('thought') || empty.count >= records) return;
    const message = l10n.t(
      '{0} of {1} records have an empty thought, the others none; this is the first.',
      empty.count,
      records,
    );
    report({ message, mark: 'empty', ...(marks.has(TEMPLATE_THINKS) ? {} : { outcome: null }) });
  },
  markSpan(view) {
    for (const { pointer, content, located } of textsWith(view, ['<think>'], isAnswer)) {
      const read = readTags(content);
      if (read.kind !== 'one' || !read.thought.isEmpty) continue;
      const text = located();
      if (text) return { pointer, ...text.spanOf({ start: read.thought.open.start, end: read.thought.close.end }) };
    }
    return view.span('');
  },
};
