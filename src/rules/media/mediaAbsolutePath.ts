import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { isInline, mediaItems, shownPath, type MediaItem } from './mediaItems';

export const mediaAbsolutePath: Rule = {
  id: 'media-absolute-path',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Path of this machine only'),
    what: l10n.t('A path of a medium that starts at a drive or at the root, or that has backslashes.'),
    why: l10n.t(
      'On any other machine, and on the same one after the folder was moved, the file is not found. Backslashes separate folders on Windows only.',
    ),
    mend: l10n.t(
      'Write the path from the folder of the dataset, with slashes. The quick fix does so for files that lie in it.',
    ),
    faulty: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["img\\\\cat.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["img/cat.jpg"]}`,
  }),
  record(view, report) {
    for (const item of view.sample.media ? mediaItems(view) : []) {
      const { text, kind, pointer } = item;
      const isFromRoot = ABSOLUTE.test(text);
      if (!(isFromRoot || isWindowsPath(text)) || isInline(text)) continue;
      const state = view.mediaFiles?.look(text, kind);
      // A file that isn't there either is told as that.
      if (state === 'missing' || state === 'folder-missing') continue;
      report({
        message: isFromRoot
          ? l10n.t('“{0}” is a path of this machine only. Write it relative to the media folder.', shownPath(text))
          : l10n.t('“{0}” has backslashes, which only Windows reads as a path.', shownPath(text)),
        pointer,
        ...view.span(pointer),
        fixes: repairs(view, item, isFromRoot),
      });
    }
  },
};

/** A drive, a root, another machine, the home folder, or a URL of a file. */
const ABSOLUTE = /^(?:[A-Za-z]:[\\/]|[\\/]|~[\\/]|file:)/i;

function isWindowsPath(text: string): boolean {
  return text.includes('\\') && !/^[a-z][a-z0-9+.-]+:/i.test(text);
}

function repairs(view: RecordView, { text, pointer }: MediaItem, isFromRoot: boolean): Fix[] {
  const path = isFromRoot ? view.mediaFiles?.relativePath(text) : text.replaceAll('\\', '/');
  if (path === undefined) return [];
  return [
    {
      title: l10n.t('Write “{0}”', shownPath(path)),
      safety: 'safe',
      edits: [{ ...view.span(pointer), text: JSON.stringify(path) }],
    },
  ];
}
