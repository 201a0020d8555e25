import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { outsideFences } from './prose';
import { spanIn, textFix, textsOf } from './texts';

/** At least two blank lines, with a line on either side. It looks back from line ends only, so that long runs of blanks are read once. */
const BLANK_LINES = /\n(?<=\S[ \t]*\n)(?:[ \t]*\n){2,}(?=[ \t]*\S)/g;

export const multipleBlankLines: Rule = {
  id: 'multiple-blank-lines',
  level: 'off',
  fix: 'yes',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Several blank lines'),
    what: l10n.t('Two or more blank lines in a row within a prompt or an answer, outside of code.'),
    why: l10n.t(
      'They are tokens that say nothing, and the model learns to write them. Many sound datasets have some, so the rule is off.',
    ),
    mend: l10n.t(
      'Leave one; the quick fix does. To switch the rule on: "rules": {"multiple-blank-lines": "info"} in tuneset.json.',
    ),
    faulty: `{"instruction": "1+1?", "output": "Two.\\n\\n\\nThat is all."}`,
    sound: `{"instruction": "1+1?", "output": "Two.\\n\\nThat is all."}`,
  }),
  suspects: (text) => text.includes('\n') && /\n[ \t]*\n[ \t]*\n/.test(text),
  record(view, report) {
    for (const part of textsOf(view)) {
      if (part.turn.role === 'tool') continue;
      const runs = [...outsideFences(part.text).matchAll(BLANK_LINES)];
      const [first] = runs;
      if (!first) continue;
      const edits = runs.map((run) => ({ start: run.index, end: run.index + run[0].length, text: '\n\n' }));
      report({
        message: l10n.t('Several blank lines in a row.'),
        pointer: part.pointer,
        ...spanIn(view, part, first.index, first.index + first[0].length),
        fixes: textFix(view, part, { title: l10n.t('Leave one blank line'), safety: 'safe' }, edits),
      });
    }
  },
};
