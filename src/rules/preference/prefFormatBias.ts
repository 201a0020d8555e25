import * as l10n from '@vscode/l10n';
import type { Answer } from '../../dataset/sample';
import type { MarkTotal, Rule } from '../rule';
import { pairOf, SIDES, textOf } from './sides';

type Feature = 'thought' | 'markdown' | 'emoji';

const FEATURES: Readonly<Record<Feature, (answer: Answer, text: string) => boolean>> = {
  thought: ({ turns }, text) => text.includes('<think>') || turns.some(({ reasoning }) => reasoning !== undefined),
  // Headings, bold text, code blocks and tables; a dash or a number in front of a line is plain text too.
  markdown: (_answer, text) => /^#{1,6} \S|\*\*\S[^\n]*?\*\*|^```|^\|.*\|\s*$/m.test(text),
  emoji: (_answer, text) => /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u.test(text),
};
const NAMES = Object.keys(FEATURES) as readonly Feature[];

/** Borne by every pair. */
const PAIR = 'pair';
/** One-sided pairs that are told of: so many, this share of all, and this share of them on the same side. A thought is told of at once. */
const FEWEST = 20;
const SHARE_OF_ALL = 0.1;
const SHARE_OF_SIDE = 0.7;

export const prefFormatBias: Rule = {
  id: 'pref-format-bias',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Chosen and rejected answers are formatted differently'),
    what: l10n.t(
      'Markdown or emoji that over the whole file stand mostly in the chosen answers only, or mostly in the rejected ones only; and any pair in which only one answer has a thought.',
    ),
    why: l10n.t(
      'What tells the answers apart is what is learned: the model writes headings and emoji everywhere, or never again, or stops thinking, whatever the answers say.',
    ),
    mend: l10n.t('Let both answers of a pair have the same form, so that only their content differs.'),
    faulty: `{"instruction": "1+1?", "input": "", "chosen": "<think>\\nOne and one.\\n</think>\\n\\n2", "rejected": "3"}`,
    sound: `{"instruction": "1+1?", "input": "", "chosen": "<think>\\nOne and one.\\n</think>\\n\\n2", "rejected": "<think>\\nA guess.\\n</think>\\n\\n3"}`,
  }),
  marks(view) {
    const pair = pairOf(view);
    if (!pair) return [];
    const texts = { chosen: textOf(pair.chosen), rejected: textOf(pair.rejected) };
    const oneSided = NAMES.flatMap((feature) => {
      const sides = SIDES.filter((side) => FEATURES[feature](pair[side], texts[side]));
      return sides.length === 1 ? [`${feature} ${sides[0]!}`] : [];
    });
    return [PAIR, ...oneSided];
  },
  tell(marks, _facts, report) {
    const pairs = marks.get(PAIR)?.count ?? 0;
    for (const feature of NAMES) {
      const counts = SIDES.map((side) => ({
        side,
        mark: `${feature} ${side}`,
        count: countOf(marks, `${feature} ${side}`),
      }));
      const [more, less] = counts.sort((a, b) => b.count - a.count) as [
        (typeof counts)[number],
        (typeof counts)[number],
      ];
      const all = more.count + less.count;
      const isBias = all >= FEWEST && all >= SHARE_OF_ALL * pairs && more.count > SHARE_OF_SIDE * all;
      if (!(feature === 'thought' ? all > 0 : isBias)) continue;
      report({ message: messageOf(feature, more.side === 'chosen', more.count, less.count), mark: more.mark });
    }
  },
  markSpan(view, key) {
    const pair = pairOf(view);
    return view.span((key.endsWith('chosen') ? pair?.chosen : pair?.rejected)?.pointer ?? '');
  },
};

function countOf(marks: ReadonlyMap<string, MarkTotal>, mark: string): number {
  return marks.get(mark)?.count ?? 0;
}

/** @param one pairs with the feature on the side that has it more often @param other pairs with it on the other side */
function messageOf(feature: Feature, isChosen: boolean, one: number, other: number): string {
  switch (feature) {
    case 'thought':
      return isChosen
        ? l10n.t('Pairs in which only the chosen answer has a thought: {0}; only the rejected one: {1}.', one, other)
        : l10n.t('Pairs in which only the rejected answer has a thought: {0}; only the chosen one: {1}.', one, other);
    case 'markdown':
      return isChosen
        ? l10n.t('Pairs in which only the chosen answer has Markdown: {0}; only the rejected one: {1}.', one, other)
        : l10n.t('Pairs in which only the rejected answer has Markdown: {0}; only the chosen one: {1}.', one, other);
    case 'emoji':
      return isChosen
        ? l10n.t('Pairs in which only the chosen answer has emoji: {0}; only the rejected one: {1}.', one, other)
        : l10n.t('Pairs in which only the rejected answer has emoji: {0}; only the chosen one: {1}.', one, other);
  }
}
