import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import type { Rule } from '../rule';

/** An escaped or plain surrogate, with its partner if it has one. */
const SURROGATE =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

export const jsonLoneSurrogate: Rule = {
  id: 'json-lone-surrogate',
  level: 'error',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Lone surrogate (half a character)'),
    what: l10n.t('One half of a surrogate pair, such as \\ud83d alone: an emoji that was cut in two.'),
    why: l10n.t('Hugging Face datasets fails on it; Python accepts it and fails later, when the text is encoded.'),
    mend: l10n.t('Write the whole character. The quick fix puts the replacement character \\ufffd in its place.'),
    faulty: `{"instruction": "hi", "output": "hello \\ud83d"}`,
    sound: `{"instruction": "hi", "output": "hello \\ud83d\\ude00"}`,
  }),
  piece(view, report) {
    if (view.value === undefined) return;
    const edits: Edit[] = [];
    for (const match of view.text.matchAll(SURROGATE)) {
      const lone = match[0].length === 1 || (match[0].length === 6 && /^\\u[dD]/.test(match[0]));
      if (!lone) continue;
      const start = view.piece.valueStart + match.index;
      edits.push({ start, end: start + match[0].length, text: match[0].length === 1 ? '\ufffd' : '\\ufffd' });
    }
    if (!edits[0]) return;
    report({
      message: l10n.t('This is half a character (a lone surrogate); Hugging Face datasets cannot load it.'),
      start: edits[0].start,
      end: edits[0].end,
      fixes: [{ title: l10n.t('Replace it with the replacement character (\\ufffd)'), safety: 'safe', edits }],
    });
  },
};
