import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { textHash } from '../../dataset/textHash';

/** Pairs that a prompt may have: all pairs of three answers, and one more. */
const MOST_PAIRS = 4;

export const prefPromptRepeated: Rule = {
  id: 'pref-prompt-repeated',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('The same prompt in many pairs'),
    what: l10n.t(
      'Prompts that occur in more than {0} pairs. It is told once, at the one that occurs most.',
      MOST_PAIRS,
    ),
    why: l10n.t('The model sees such prompts many times over and fits to them, while the others count for little.'),
    mend: l10n.t('Keep the pairs of a prompt that differ most, or write pairs for other prompts.'),
    faulty: `{"instruction": "Tell a joke.", "input": "", "chosen": "…", "rejected": "…"}`,
    sound: `{"instruction": "Tell a joke about a cat.", "input": "", "chosen": "…", "rejected": "…"}`,
  }),
  marks({ sample }) {
    if (!sample.preference || sample.turns.length === 0) return [];
    return [textHash(...sample.turns.flatMap(({ role, content }) => [role, content.trim()]))];
  },
  tell(marks, _facts, report) {
    const repeated = [...marks].filter(([, { count }]) => count > MOST_PAIRS);
    if (repeated.length === 0) return;
    const [mark, { count }] = repeated.reduce((a, b) => (b[1].count > a[1].count ? b : a));
    report({
      message:
        repeated.length === 1
          ? l10n.t('This prompt occurs in {0} pairs.', count)
          : l10n.t(
              'This prompt occurs in {0} pairs; {1} prompts occur in more than {2}.',
              count,
              repeated.length,
              MOST_PAIRS,
            ),
      mark,
    });
  },
  markSpan: (view) => view.span(view.sample.turns.at(-1)?.pointers[0] ?? ''),
};
