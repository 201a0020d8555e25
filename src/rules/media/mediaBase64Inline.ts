import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { isInline, mediaItems, type MediaItem } from './mediaItems';

const INLINE = 'inline';

export const mediaBase64Inline: Rule = {
  id: 'media-base64-inline',
  level: 'warning',
  levels: { openai: 'off' },
  outcomes: { llamafactory: 'crash' },
  isBeyondMeasure: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Media inside the dataset'),
    what: l10n.t('Images, videos or audios that stand in the dataset as base64. It is told once for the file.'),
    why: l10n.t(
      'The dataset becomes a third larger than the files, slow to load and impossible to review. LLaMA-Factory takes the text for a path and can’t open it. OpenAI’s API is the one that wants it so.',
    ),
    mend: l10n.t('Save the media as files beside the dataset and name their paths.'),
    faulty: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["data:image/png;base64,iVBORw0KGgo…"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["cat.png"]}`,
  }),
  marks: (view) => (firstInline(view) ? [INLINE] : []),
  tell(marks, _facts, report) {
    const { count } = marks.get(INLINE)!;
    report({
      message:
        count === 1
          ? l10n.t('1 record holds media as base64 in place of a path.')
          : l10n.t('{0} records hold media as base64 in place of paths.', count),
      mark: INLINE,
    });
  },
  markSpan: (view) => view.span(firstInline(view)?.pointer ?? ''),
};

function firstInline(view: RecordView): MediaItem | undefined {
  return view.sample.media && mediaItems(view).find(({ text }) => isInline(text));
}
