import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { spanIn, textFix, textsOf } from './texts';

export const leadingTrailingSpace: Rule = {
  id: 'leading-trailing-space',
  level: 'off',
  fix: 'yes',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('White space around a text'),
    what: l10n.t(
      'A prompt or an answer that begins or ends with spaces or line breaks. Results of tools and plain completions are left out.',
    ),
    why: l10n.t(
      'It becomes tokens of its own, and the model learns to begin or to end with them. Many sound datasets have some, so the rule is off.',
    ),
    mend: l10n.t(
      'Remove it; the quick fix does. To switch the rule on: "rules": {"leading-trailing-space": "info"} in tuneset.json.',
    ),
    faulty: `{"instruction": "1+1?", "output": " 2\\n"}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  suspects: isAroundSpace,
  record(view, report) {
    if (view.sample.completionFrom !== undefined || view.format.purpose === 'text') return;
    for (const part of textsOf(view)) {
      const { text, turn } = part;
      const kept = text.trim();
      if (kept === '' || kept.length === text.length || turn.role === 'tool' || turn.pointers.length > 1) continue;
      const start = text.length - text.trimStart().length;
      const edits = [
        { start: 0, end: start, text: '' },
        { start: start + kept.length, end: text.length, text: '' },
      ].filter((edit) => edit.end > edit.start);
      report({
        message: l10n.t('White space around the text is trained with it.'),
        pointer: part.pointer,
        ...spanIn(view, part, edits[0]!.start, edits[0]!.end),
        fixes: textFix(view, part, { title: l10n.t('Remove the white space around the text'), safety: 'safe' }, edits),
      });
    }
  },
};

/** White space of ASCII, or anything beyond that is white space as a character or as the bytes of UTF-8. */
const AT_START =
  /^(?:[\t-\r \u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|\xc2?\xa0|\xe3\x80\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xef\xbb\xbf|\xe1\x9a\x80)/;
const AT_END = new RegExp(`${AT_START.source.slice(1)}$`);

function isAroundSpace(text: string): boolean {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  if (first <= 32 || last <= 32) return true;
  return (first >= 0x80 && AT_START.test(text.slice(0, 3))) || (last >= 0x80 && AT_END.test(text.slice(-3)));
}
