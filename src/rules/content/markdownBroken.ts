import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { outsideFences } from './prose';
import { answersOf, spanIn, textFix, type TextPart } from './texts';

const FENCE = /^[ \t]*(?:[-*+>]|\d+[.)])?[ \t]*(`{3,}|~{3,})([^\n`]*)$/;

export const markdownBroken: Rule = {
  id: 'markdown-broken',
  level: 'info',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Unfinished Markdown'),
    what: l10n.t('An answer with a block of code that is opened and never closed, or an odd number of “$$”.'),
    why: l10n.t(
      'Everything behind it is shown as code or as a formula. Often the answer was cut off there, and the model learns to leave blocks open.',
    ),
    mend: l10n.t('Close it where the code ends; the quick fix closes it at the end of the answer.'),
    faulty: `{"instruction": "Print 1 in Python.", "output": "\`\`\`python\\nprint(1)"}`,
    sound: `{"instruction": "Print 1 in Python.", "output": "\`\`\`python\\nprint(1)\\n\`\`\`"}`,
  }),
  clues: ['```', '~~~', '$$'],
  confirms: (text) => openFence(text) !== undefined || openFormula(text) !== undefined,
  record(view, report) {
    for (const part of answersOf(view)) {
      const fence = openFence(part.text);
      const at = fence?.start ?? openFormula(part.text);
      if (at === undefined) continue;
      report({
        message: fence
          ? l10n.t('The block of code that begins here is never closed.')
          : l10n.t('The formula that begins with this “$$” is never closed.'),
        pointer: part.pointer,
        ...spanIn(view, part, at, at + (fence?.mark.length ?? 2)),
        fixes: fence ? closing(view, part, fence.mark) : [],
      });
    }
  },
};

interface OpenFence {
  readonly start: number;
  readonly mark: string;
}

/** The fence that opens the last block, if nothing closes it. A fence with a word behind it opens, also within a block (a block within a block). */
function openFence(text: string): OpenFence | undefined {
  if (!text.includes('```') && !text.includes('~~~')) return undefined;
  let open: OpenFence | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const [, mark, info] = FENCE.exec(line) ?? [];
    if (mark !== undefined) {
      if (!open) open = { start: start + line.indexOf(mark), mark };
      else if (mark[0] === open.mark[0] && mark.length >= open.mark.length && info!.trim() === '') open = undefined;
    }
    start += line.length + 1;
  }
  return open;
}

/** Offset of the last “$$”, if their number is odd and the text has formulas at all. */
function openFormula(text: string): number | undefined {
  if (!text.includes('$$')) return undefined;
  const marks = [...outsideFences(text).matchAll(/(?<![\\$])\$\$(?![$\d])/g)];
  return marks.length % 2 === 1 && marks.length > 1 ? marks.at(-1)!.index : undefined;
}

function closing(view: RecordView, part: TextPart, mark: string): Fix[] {
  const { length } = part.text;
  const text = part.text.endsWith('\n') ? mark : `\n${mark}`;
  return textFix(view, part, { title: l10n.t('Close the block of code at the end'), safety: 'preview' }, [
    { start: length, end: length, text },
  ]);
}
