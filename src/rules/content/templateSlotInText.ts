import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { spanIn, textsOf } from './texts';

const SLOT = /\{\{(?:idx|content)\}\}/g;

export const templateSlotInText: Rule = {
  id: 'template-slot-in-text',
  level: 'info',
  levels: { llamafactory: 'warning' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Slot of a LLaMA-Factory template'),
    what: l10n.t('“{{idx}}” or “{{content}}” in a text.'),
    why: l10n.t(
      'LLaMA-Factory fills its templates by replacing these words. A first “{{idx}}” in a question becomes the number of the turn, without a word in the log.',
    ),
    mend: l10n.t('Write it another way, for example with spaces: “{{ idx }}”.'),
    faulty: `{"instruction": "What does {{idx}} mean?", "output": "The number of the turn."}`,
    sound: `{"instruction": "What does {{ idx }} mean?", "output": "The number of the turn."}`,
  }),
  clues: ['{{idx}}', '{{content}}'],
  record(view, report) {
    for (const part of textsOf(view)) {
      const isReplaced = view.target === 'llamafactory' && part.turn.role === 'user';
      for (const [i, slot] of [...part.text.matchAll(SLOT)].entries()) {
        report({
          message: l10n.t('“{0}” is a slot of LLaMA-Factory’s templates and may be replaced.', slot[0]),
          pointer: part.pointer,
          ...spanIn(view, part, slot.index, slot.index + slot[0].length),
          ...(isReplaced && i === 0 && slot[0] === '{{idx}}' ? { outcome: 'altered' } : {}),
        });
      }
    }
  },
};
