import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { shownPath } from './mediaItems';
import { itemsIn } from './mediaMissingFile';

export const mediaUnreadable: Rule = {
  id: 'media-unreadable',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  isBeyondMeasure: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Media file can’t be read'),
    what: l10n.t(
      'A file that is empty, or that does not begin as an image, a video or an audio does: a web page saved as .jpg, a download that broke off, a file of another kind.',
    ),
    why: l10n.t(
      'Trainers open the file with Pillow, PyAV or librosa, which fail, often after hours. Only the first bytes are looked at: a file that broke off later is not noticed.',
    ),
    mend: l10n.t('Get the file again, or convert it to a common format such as PNG, JPEG, MP4 or WAV.'),
    faulty: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["not-found.html.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["cat.jpg"]}`,
  }),
  record(view, report) {
    for (const { text, pointer } of itemsIn(view, 'empty')) {
      report({ message: l10n.t('The file “{0}” is empty.', shownPath(text)), pointer, ...view.span(pointer) });
    }
    for (const { text, kind, pointer } of itemsIn(view, 'unreadable')) {
      const message = {
        image: l10n.t('The file “{0}” is no image that can be opened.', shownPath(text)),
        video: l10n.t('The file “{0}” is no video that can be opened.', shownPath(text)),
        audio: l10n.t('The file “{0}” is no audio that can be opened.', shownPath(text)),
      }[kind];
      report({ message, pointer, ...view.span(pointer) });
    }
  },
};
