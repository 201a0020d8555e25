import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { verdictSpan } from './ktoClasses';
import { textHash } from '../../dataset/textHash';
import { verdictOf } from './verdict';

export const ktoConflict: Rule = {
  id: 'kto-conflict',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('The same answer desired and undesired'),
    what: l10n.t('Two records with the same prompt and the same answer, one with the verdict true and one with false.'),
    why: l10n.t('The two pull in opposite directions, and the model learns nothing from them.'),
    mend: l10n.t('Decide which verdict is right, and remove the other record.'),
    faulty: `{"instruction": "1+1?", "output": "2", "kto_tag": true}\n{"instruction": "1+1?", "output": "2", "kto_tag": false}`,
    sound: `{"instruction": "1+1?", "output": "2", "kto_tag": true}\n{"instruction": "1+1?", "output": "3", "kto_tag": false}`,
  }),
  marks(view) {
    const value = verdictOf(view)?.value;
    const { turns } = view.sample;
    if (typeof value !== 'boolean' || turns.length === 0) return [];
    const texts = turns.flatMap(({ role, content, calls }) => [
      role,
      content.trim(),
      calls ? JSON.stringify(calls.value ?? content) : '',
    ]);
    return [`${value ? '+' : '-'}${textHash(...texts)}`];
  },
  tell(marks, _facts, report) {
    for (const [mark, desired] of marks) {
      if (!mark.startsWith('+')) continue;
      const other = `-${mark.slice(1)}`;
      const undesired = marks.get(other);
      if (!undesired) continue;
      const [yes, no] = [desired.records[0]!, undesired.records[0]!];
      report({
        message: l10n.t(
          'The same answer to the same prompt is desired in record {0} and undesired in record {1}.',
          yes + 1,
          no + 1,
        ),
        // Told at the later one: the author has seen the other before.
        mark: yes > no ? mark : other,
      });
    }
  },
  markSpan: verdictSpan,
};
