import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { outsideFences } from './prose';
import { quoted, spanIn, textsOf } from './texts';

/** The heading of the next example of a generator's list, as in `## 18. Instruction:`. */
const HEADING =
  /^[ \t]*(?:#{1,6}[ \t]*|\*\*)?(?:\d{1,3}[.)、]|(?:Task|Example)[ \t]*\d{1,3}[.:：]?)[ \t]*\**Instruction\**[ \t]*[:：]/gm;
export const mergedInstructions: Rule = {
  id: 'merged-instructions',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Several examples in one'),
    what: l10n.t('A text that holds the heading of another example, such as “## 18. Instruction:”.'),
    why: l10n.t(
      'Generators that write many examples at once were cut in the wrong place: the model learns to go on with other tasks after its answer. The cleaned Alpaca data had many of these.',
    ),
    mend: l10n.t('Part the examples into records of their own, or cut the text off before the heading.'),
    faulty: `{"instruction": "1+1?", "output": "2\\n\\n## 18. Instruction: Name a colour."}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  clues: ['Instruction'],
  confirms: (text) => text.search(HEADING) >= 0,
  record(view, report) {
    for (const part of textsOf(view)) {
      if (part.turn.role === 'tool') continue;
      const [first] = outsideFences(part.text).matchAll(HEADING);
      if (!first) continue;
      report({
        message: l10n.t(
          '“{0}” looks like the heading of another example. If it is one, divide the record.',
          quoted(first[0]),
        ),
        pointer: part.pointer,
        ...spanIn(view, part, first.index, first.index + first[0].length),
      });
    }
  },
};
