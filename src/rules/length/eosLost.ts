import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { isAnswer } from './isAnswer';

export const eosLost: Rule = {
  id: 'eos-lost',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('End token lost'),
    what: l10n.t('An answer that is whole, but whose end token no longer fits under the cutoff.'),
    why: l10n.t('The end token is what teaches the model to stop. Without it the model goes on talking.'),
    mend: l10n.t('Shorten the record by a few tokens, or raise the cutoff.'),
    faulty: `{"instruction": "${l10n.t('a question of 1,024 tokens')}", "output": "${l10n.t('an answer of 1,024 tokens and its end')}"}`,
    sound: `{"instruction": "${l10n.t('a question of 1,000 tokens')}", "output": "${l10n.t('an answer of 1,000 tokens and its end')}"}`,
  }),
  lengths({ measure }, report) {
    if (measure.status !== 'kept') return;
    for (const turn of measure.turns) {
      const { endLost, kept, tokens, ending, pointers } = turn;
      if (!endLost || kept < tokens - ending || !isAnswer(turn)) continue;
      report({
        message: l10n.t('The answer is whole, but its end token is cut off: the model would learn not to stop.'),
        pointer: pointers.at(-1) ?? '',
      });
    }
  },
};
