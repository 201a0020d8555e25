import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import type { Rule } from '../rule';
import { brief } from '../brief';
import { spanIn, textFix, textsOf } from './texts';

/** A letter with accents behind it, or the letters of a Korean syllable. For some there is no single character. */
const DECOMPOSED = /\p{L}[\u0300-\u036f]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/gu;
/** An accent, or a vowel of Korean. */
const MARK = /[\u0300-\u036f\u1161-\u1175]/;
/** The same in bytes of UTF-8, one in each unit. */
const MARK_BYTES = /\xcc[\x80-\xbf]|\xcd[\x80-\xaf]|\xe1\x85[\xa1-\xb5]/;

export const textNfc: Rule = {
  id: 'text-nfc',
  level: 'info',
  fix: 'offer',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Letters taken apart'),
    what: l10n.t(
      'Letters that are written as a letter and an accent (Unicode’s NFD, as in file names of macOS) though there is one character for both, and Korean syllables in single letters.',
    ),
    why: l10n.t(
      'It looks the same, but it is another text: the tokenizer of Llama 3, for one, makes other tokens of it than of the usual form, searches don’t find it, and equal records are not seen to be equal. The tokenizer of Qwen composes the letters itself.',
    ),
    mend: l10n.t(
      'Compose them (NFC); the quick fix does. Letters for which there is no single character stay as they are.',
    ),
    faulty: `{"instruction": "Where do we meet?", "output": "In the cafe\\u0301."}`,
    sound: `{"instruction": "Where do we meet?", "output": "In the café."}`,
  }),
  // The bytes with which the marks begin in UTF-8, of which one is rare. In a text of bytes, the search for characters beyond 0xff ends at once.
  clues: ['\xcc', '\xcd', '\xe1'],
  confirms: (text) => MARK_BYTES.test(text),
  suspects: (text) => MARK.test(text),
  record(view, report) {
    for (const part of textsOf(view)) {
      if (part.turn.role === 'tool' || !MARK.test(part.text)) continue;
      const edits = composing(part.text);
      const [first] = edits;
      if (!first) continue;
      report({
        message: l10n.t(
          'Letters are written in several characters each, such as “{0}” as {1}: tokenizers and searches take them for others than the usual ones.',
          brief(first.text),
          codesOf(part.text.slice(first.start, first.end)),
        ),
        pointer: part.pointer,
        ...spanIn(view, part, first.start, first.end),
        fixes: textFix(view, part, { title: l10n.t('Compose the letters (NFC)'), safety: 'preview' }, edits),
      });
    }
  },
};

function composing(text: string): Edit[] {
  return [...text.matchAll(DECOMPOSED)].flatMap(({ index, 0: letter }) => {
    const composed = letter.normalize('NFC');
    return composed === letter ? [] : [{ start: index, end: index + letter.length, text: composed }];
  });
}

/** U+0065 U+0301 */
function codesOf(text: string): string {
  return [...text]
    .slice(0, 4)
    .map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}
