import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { formatNumber } from './formatNumber';

export const sampleOverCutoff: Rule = {
  id: 'sample-over-cutoff',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Longer than the cutoff'),
    what: l10n.t(
      'A record that has more tokens than the trainer takes: cutoffLength in tuneset.json, or the default of the trainer that target names.',
    ),
    why: l10n.t(
      'LLaMA-Factory cuts such records without a word, ms-swift and Axolotl leave them out. The message says how many tokens are left.',
    ),
    mend: l10n.t('Shorten the record, divide it into several, or raise the cutoff.'),
    faulty: `{"instruction": "${l10n.t('a question of 3,000 tokens')}", "output": "${l10n.t('an answer of 100 tokens')}"}`,
    sound: `{"instruction": "${l10n.t('a question of 1,900 tokens')}", "output": "${l10n.t('an answer of 100 tokens')}"}`,
  }),
  lengths({ measure, cutoff }, report) {
    if (cutoff === null || measure.tokens <= cutoff) return;
    const numbers = [measure.tokens, cutoff, measure.kept, measure.keptTrained, measure.trained].map(formatNumber);
    const message =
      measure.status === 'dropped'
        ? l10n.t(
            'The record has {0} tokens, the cutoff is {1}: the trainer leaves it out. Shorten or divide it, or raise the cutoff.',
            ...numbers,
          )
        : l10n.t(
            'The record has {0} tokens, the cutoff is {1}: {2} are kept, and of {4} trained ones {3}. Shorten or divide it, or raise the cutoff.',
            ...numbers,
          );
    report({ message, pointer: '' });
  },
};
