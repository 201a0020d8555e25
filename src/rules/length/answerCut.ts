import * as l10n from '@vscode/l10n';
import type { TurnMeasure } from '../../tokens/meter';
import type { Rule } from '../rule';
import { formatNumber } from './formatNumber';
import { isAnswer } from './isAnswer';

export const answerCut: Rule = {
  id: 'answer-cut',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Answer cut off'),
    what: l10n.t('An answer of which the cutoff takes away more than the token at its end.'),
    why: l10n.t(
      'The model is trained on half an answer that ends in the middle and without its end token: it learns to break off, or not to stop. LLaMA-Factory cuts in proportion to the lengths of prompt and answer.',
    ),
    mend: l10n.t('Shorten the prompt or the answer, divide the record, or raise the cutoff.'),
    faulty: `{"instruction": "${l10n.t('a question of 500 tokens')}", "output": "${l10n.t('an answer of 3,000 tokens')}"}`,
    sound: `{"instruction": "${l10n.t('a question of 500 tokens')}", "output": "${l10n.t('an answer of 1,500 tokens')}"}`,
  }),
  lengths({ measure }, report) {
    if (measure.status !== 'kept') return;
    for (const turn of measure.turns) {
      if (!isCut(turn)) continue;
      const numbers = [turn.kept, turn.tokens].map(formatNumber);
      const message = turn.endLost
        ? l10n.t('The answer is cut off: {0} of its {1} tokens are left, without the one that ends it.', ...numbers)
        : l10n.t('The answer is cut off: {0} of its {1} tokens are left.', ...numbers);
      report({ message, pointer: turn.pointers.at(-1) ?? '' });
    }
  },
};

/** More than the end is missing, but not everything. */
function isCut(turn: TurnMeasure): boolean {
  const { kept, tokens, ending } = turn;
  return isAnswer(turn) && kept > 0 && kept < tokens - ending;
}
