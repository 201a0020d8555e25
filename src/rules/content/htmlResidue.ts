import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { proseOf } from './prose';
import { quoted, spanIn, textFix, textsOf } from './texts';

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  middot: '·',
};
const RESIDUE = new RegExp(
  `&(?<entity>${Object.keys(ENTITIES).join('|')});|<br ?/?>|</?(?:p|div|span|font|strong|em|b|i|u|li|ul|ol|h[1-6])(?: [^<>]*)?>`,
  'g',
);
/** Who writes of HTML or in it means what stands there. */
const ABOUT_HTML =
  /html|xml|css|javascript|\bjs\b|web ?page|website|browser|escape|entit|标签|网页|转义|前端|<!doctype|<(?:head|body|script|style|a href|table)\b/i;

export const htmlResidue: Rule = {
  id: 'html-residue',
  level: 'info',
  fix: 'offer',
  judgesPrompts: true,
  page: () => ({
    title: l10n.t('Left-over HTML'),
    what: l10n.t(
      'Entities such as “&nbsp;” and “&lt;”, “<br>” and other tags for text outside of code, in a record that has nothing to do with HTML.',
    ),
    why: l10n.t('They were left over from a web page, and the model learns to write them.'),
    mend: l10n.t(
      'Write the characters that are meant; the quick fix decodes the entities and makes line breaks of “<br>”.',
    ),
    faulty: `{"instruction": "Is 1 less than 2?", "output": "Yes: 1 &lt; 2."}`,
    sound: `{"instruction": "Is 1 less than 2?", "output": "Yes: 1 < 2."}`,
  }),
  clues: ['&', '<'],
  confirms: (text) => (text.includes('&') || text.includes('<')) && text.search(RESIDUE) >= 0,
  record(view, report) {
    const parts = textsOf(view).filter(({ turn }) => turn.role !== 'tool');
    if (!parts.some(({ text }) => text.search(RESIDUE) >= 0) || parts.some(({ text }) => ABOUT_HTML.test(text))) return;
    for (const part of parts) {
      const found = [...proseOf(part.text).matchAll(RESIDUE)];
      const [first] = found;
      if (!first) continue;
      const edits = found.flatMap(({ index, 0: residue, groups }) => {
        const text = groups?.entity ? ENTITIES[groups.entity] : residue.startsWith('<br') ? '\n' : undefined;
        return text === undefined ? [] : [{ start: index, end: index + residue.length, text }];
      });
      report({
        message: l10n.t('“{0}” is left over from a web page.', quoted(first[0])),
        pointer: part.pointer,
        ...spanIn(view, part, first.index, first.index + first[0].length),
        fixes: textFix(view, part, { title: l10n.t('Decode the left-over HTML'), safety: 'preview' }, edits),
      });
    }
  },
};
