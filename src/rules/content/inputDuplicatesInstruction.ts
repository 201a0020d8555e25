import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import type { Rule } from '../rule';
import { hasRepeats, repeatedInput } from './echoes';

export const inputDuplicatesInstruction: Rule = {
  id: 'input-duplicates-instruction',
  level: 'warning',
  fix: 'yes',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Input repeats the instruction'),
    what: l10n.t('An input that is the same as the instruction.'),
    why: l10n.t(
      'Trainers join the two: the prompt says everything twice. The cleaned Alpaca data took such inputs out.',
    ),
    mend: l10n.t('Leave the input empty; the quick fix empties it.'),
    faulty: `{"instruction": "1+1?", "input": "1+1?", "output": "2"}`,
    sound: `{"instruction": "1+1?", "input": "", "output": "2"}`,
  }),
  suspectsRecord: hasRepeats,
  record(view, report) {
    const input = repeatedInput(view.value, view.format);
    if (input === undefined) return;
    const pointer = pointerOf([input]);
    const span = view.span(pointer);
    report({
      message: l10n.t('“{0}” repeats the instruction; trainers would join the two.', input),
      pointer,
      ...span,
      fixes: [{ title: l10n.t('Empty the input'), safety: 'safe', edits: [{ ...span, text: '""' }] }],
    });
  },
};
