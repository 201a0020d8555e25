import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { countPlaceholders, faultOf, findVariants, placeholderOf } from './placeholders';

export const mediaTagVariants: Rule = {
  id: 'media-tag-variants',
  level: 'warning',
  outcomes: { llamafactory: 'crash' },
  isBeyondMeasure: true,
  fix: 'offer',
  page: () => ({
    title: l10n.t('Placeholder of another tool'),
    what: l10n.t(
      'Text such as <img>, <|image|>, [image] or <image_placeholder> in a record with media that lacks the placeholder <image>, <video> or <audio>.',
    ),
    why: l10n.t(
      'Only <image>, <video> and <audio> are replaced by media. Any other spelling stays in the text as it is, and the numbers of placeholders and media differ, which ends the run.',
    ),
    mend: l10n.t('Write <image>, <video> or <audio>. The quick fix does so.'),
    faulty: `{"messages": [{"role": "user", "content": "<img>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["cat.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["cat.jpg"]}`,
  }),
  record(view, report) {
    for (const count of countPlaceholders(view)) {
      if (faultOf(count) !== 'variants') continue;
      const tag = placeholderOf(count.kind);
      const found = findVariants(view, count.turns, count.kind);
      const [first] = found;
      if (!first) continue;
      const edits = found.map(({ start, end }) => ({ start, end, text: tag }));
      report({
        message: l10n.t('“{0}” is no placeholder here; write {1}.', first.text, tag),
        ...{ pointer: first.pointer, start: first.start, end: first.end },
        fixes: [{ title: l10n.t('Write {0}', tag), safety: 'preview', edits }],
      });
    }
  },
};
