import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MediumKind } from '../dataset/sample';
import type { MediaState } from '../rules/view';
import type { KnownMediaFiles, MediaFolder } from '../server/files';
import { listMedia } from './mediaFolder';
import { HEAD_LENGTH, isMedium } from './mediaFormats';

/** Files that are remembered; beyond them each is looked at anew. */
const MAX_KNOWN = 100_000;

/** What says where the paths in a dataset start from. */
export interface MediaPlaces {
  /** Path of the dataset. */
  readonly dataset: string;
  /** Folder of the project file, and the folder of media that it names. */
  readonly projectFolder?: string | undefined;
  readonly mediaFolder?: string | undefined;
  /** Path of the `dataset_info.json` that has the dataset. */
  readonly datasetInfo?: string | undefined;
}

/**
 * Where the paths in a dataset start from, the first folder first: the project's folder of media, else that of `dataset_info.json`, which is
 * LLaMA-Factory's default (`media_dir`, src/llamafactory/hparams/data_args.py), else its own.
 */
export function mediaFoldersOf({ dataset, projectFolder, mediaFolder, datasetInfo }: MediaPlaces): readonly string[] {
  const own = dirname(resolve(dataset));
  return [
    ...new Set([
      ...(mediaFolder === undefined ? [] : [resolve(projectFolder ?? own, mediaFolder)]),
      ...(datasetInfo === undefined ? [] : [dirname(resolve(datasetInfo))]),
      own,
    ]),
  ];
}

const EMPTY_FOLDER: MediaFolder = { files: [], folders: [], isIncomplete: false };

/** Looks at the files that a dataset names, on the disk of this machine. */
export class DiskMediaFiles implements KnownMediaFiles {
  readonly #known = new Map<string, MediaState>();
  #isFull = false;

  /** @param folders where paths start from, the first one first; see {@link mediaFoldersOf} */
  constructor(readonly folders: readonly string[]) {}

  look(path: string, kind: MediumKind): MediaState | undefined {
    if (!isPath(path)) return undefined;
    const key = `${kind} ${path}`;
    const known = this.#known.get(key);
    if (known) return known;
    const state = this.stateOf(path, kind);
    if (this.#known.size < MAX_KNOWN) this.#known.set(key, state);
    else this.#isFull = true;
    return state;
  }

  relativePath(path: string): string | undefined {
    if (!isPath(path)) return undefined;
    const full = this.placesOf(path)[0]!;
    const inside = this.folders.map((folder) => relative(folder, full)).find((to) => to !== '' && !leavesFolder(to));
    return inside?.split(sep).join('/');
  }

  uriOf(path: string, kind: MediumKind): string | undefined {
    if (!isPath(path)) return undefined;
    const place = this.placesOf(path).find((each) => stateOfFile(each, kind) !== undefined);
    return place === undefined || isFolder(place) ? undefined : pathToFileURL(place).href;
  }

  /** What a folder holds; nothing for one that no dataset should name, such as an absolute path. */
  async list(folder: string, prefix: string, kind: MediumKind): Promise<MediaFolder> {
    const local = folder.replaceAll('\\', '/');
    if ((folder !== '' && !isPath(folder)) || isAbsolute(local) || /^(?:file|[a-z]):/i.test(local)) return EMPTY_FOLDER;
    const places = this.folders.map((from) => resolve(from, local));
    return listMedia(places, prefix, kind);
  }

  /** Looks again at what is remembered. @returns true if anything is or may be different now */
  refresh(): boolean {
    let isChanged = this.#isFull;
    for (const [key, before] of this.#known) {
      const [kind, path] = [key.slice(0, key.indexOf(' ')) as MediumKind, key.slice(key.indexOf(' ') + 1)];
      const now = this.stateOf(path, kind);
      this.#known.set(key, now);
      isChanged ||= now !== before;
    }
    return isChanged;
  }

  private stateOf(path: string, kind: MediumKind): MediaState {
    const places = this.placesOf(path);
    for (const place of places) {
      const state = stateOfFile(place, kind);
      if (state) return state;
    }
    return places.some((place) => isFolder(dirname(place))) ? 'missing' : 'folder-missing';
  }

  /** Where a path may lead. Windows separates folders by backslashes; that this isn't portable is told elsewhere. */
  private placesOf(path: string): string[] {
    const local = /^file:/i.test(path) ? fromUrl(path) : path.replaceAll('\\', '/');
    return isAbsolute(local) ? [local] : this.folders.map((folder) => resolve(folder, local));
  }
}

/** False for URLs, for data in the text, for what no file system takes as a path, and for other machines, to which Windows would connect. */
function isPath(text: string): boolean {
  if (text === '' || text.length > 4096 || text.includes('\0')) return false;
  if (/^(?:[\\/]{2}|file:\/\/[^/])/i.test(text)) return false;
  return /^(?:file:|[a-z]:[\\/])/i.test(text) || !/^[a-z][a-z0-9+.-]*:/i.test(text);
}

function fromUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url; // No path of this system: there is no such file.
  }
}

function leavesFolder(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** What a file is; undefined if there is none. A folder may hold a video's frames. */
function stateOfFile(path: string, kind: MediumKind): MediaState | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (stats.isDirectory()) return kind === 'video' ? 'ok' : 'unreadable';
    if (!stats.isFile()) return 'unreadable';
    if (stats.size === 0) return 'empty';
    return isMedium(readHead(path), stats.size, kind) ? 'ok' : 'unreadable';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ENOENT' ? undefined : 'unreadable';
  }
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_LENGTH);
    return head.subarray(0, readSync(file, head, 0, HEAD_LENGTH, 0));
  } finally {
    closeSync(file);
  }
}
