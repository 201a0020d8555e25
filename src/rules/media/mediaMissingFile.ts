import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { MediaState, RecordView } from '../view';
import { isInline, mediaItems, shownPath, type MediaItem } from './mediaItems';

/** Borne by every record with a file in a folder that isn't there. */
const ANY = '';

export const mediaMissingFile: Rule = {
  id: 'media-missing-file',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  isBeyondMeasure: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Media file missing'),
    what: l10n.t(
      'An image, video or audio that is not where its path leads: from “mediaFolder” in tuneset.json, or from the folder of dataset_info.json or of the dataset. A folder that is missing as a whole is told once for the file. In a workspace that isn’t trusted, and in virtual ones, nothing is looked for.',
    ),
    why: l10n.t(
      'LLaMA-Factory looks in media_dir, which is the folder of dataset_info.json unless it is set. It warns once, goes on, and fails later when the file is opened.',
    ),
    mend: l10n.t(
      'Correct the path, put the file there, or set “mediaFolder” in tuneset.json to what you give the trainer as media_dir.',
    ),
    faulty: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["img/cta.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["img/cat.jpg"]}`,
  }),
  record(view, report) {
    for (const { text, pointer } of itemsIn(view, 'missing')) {
      report({ message: l10n.t('There is no file “{0}”.', shownPath(text)), pointer, ...view.span(pointer) });
    }
  },
  marks(view) {
    const folders = itemsIn(view, 'folder-missing').map(({ text }) => folderOf(text));
    return folders.length > 0 ? [ANY, ...new Set(folders)] : [];
  },
  tell(marks, _facts, report) {
    const any = marks.get(ANY);
    if (!any) return;
    const [folder = '', ...others] = [...marks.keys()].filter((key) => key !== ANY).map(shownPath);
    report({
      message:
        others.length === 0
          ? l10n.t('There is no folder “{0}”. Records with media in it: {1}.', folder, any.count)
          : l10n.t(
              'There is no folder “{0}”, nor {1} others that records name. Records with media in them: {2}.',
              folder,
              others.length,
              any.count,
            ),
      mark: ANY,
    });
  },
  markSpan: (view) => view.span(itemsIn(view, 'folder-missing')[0]?.pointer ?? ''),
};

/** The media whose files are in that state. */
export function itemsIn(view: RecordView, ...states: readonly MediaState[]): MediaItem[] {
  const { mediaFiles } = view;
  if (!mediaFiles || !view.sample.media) return [];
  return mediaItems(view).filter(({ text, kind }) => {
    const state = isInline(text) ? undefined : mediaFiles.look(text, kind);
    return state !== undefined && states.includes(state);
  });
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.search(/[\\/][^\\/]*$/))) || '/';
}
