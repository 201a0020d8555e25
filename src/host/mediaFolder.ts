import { opendir } from 'node:fs/promises';
import { extname } from 'node:path';
import type { MediumKind } from '../dataset/sample';
import type { MediaFolder } from '../server/files';

/** Entries of a folder that are read for one list, and milliseconds for it: an author waits for it. */
const MAX_READ = 20_000;
const MAX_TIME = 300;
/** Names that are given. */
const MAX_NAMES = 500;

/** What files of the kinds that trainers open are called: reading what they hold would take too long for a list. */
const EXTENSIONS: Readonly<Record<MediumKind, ReadonlySet<string>>> = {
  image: new Set(words('png jpg jpeg jpe jfif gif webp bmp tif tiff avif heic heif jp2 ppm pgm pbm ico psd')),
  video: new Set(words('mp4 m4v mov mkv webm avi flv mpg mpeg mts m2ts ts wmv ogv 3gp gif')),
  audio: new Set(words('wav mp3 flac ogg oga opus m4a aac wma aif aiff au amr webm mp4 mp2')),
};

/**
 * Lists a folder, or several as if they were one: its folders, and its files of a kind by their extensions. Hidden ones are left out. Folders that can't be
 * read have nothing in them.
 *
 * @param paths of the folders
 * @param prefix what the names begin with, in whatever case
 */
export async function listMedia(paths: readonly string[], prefix: string, kind: MediumKind): Promise<MediaFolder> {
  const found = new Map<string, 'file' | 'folder'>();
  const end = Date.now() + MAX_TIME;
  let read = 0;
  let isIncomplete = false;
  const wanted = prefix.toLowerCase();
  for (const path of paths) {
    try {
      for await (const entry of await opendir(path, { bufferSize: 256 })) {
        if (++read > MAX_READ || found.size >= MAX_NAMES || Date.now() > end) {
          isIncomplete = true;
          break;
        }
        const { name } = entry;
        if (name.startsWith('.') || found.has(name) || !name.toLowerCase().startsWith(wanted)) continue;
        const isMedium = EXTENSIONS[kind].has(extname(name).slice(1).toLowerCase());
        // Where a link leads isn't looked up: one without an extension is most likely a folder.
        if (entry.isDirectory() || (entry.isSymbolicLink() && extname(name) === '')) found.set(name, 'folder');
        else if (isMedium) found.set(name, 'file');
      }
    } catch {
      continue; // There is no such folder.
    }
  }
  const namesOf = (wantedType: 'file' | 'folder'): string[] =>
    [...found]
      .filter(([, type]) => type === wantedType)
      .map(([name]) => name)
      .sort(byName);
  return { files: namesOf('file'), folders: namesOf('folder'), isIncomplete };
}

/** As people count: `2.png` before `10.png`. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

function words(text: string): string[] {
  return text.split(' ');
}
