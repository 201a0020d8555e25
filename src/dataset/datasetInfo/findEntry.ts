import type { FormatChoice } from '../format';
import { choiceOf } from './choice';
import { DATASET_INFO_FILE, fileNameOf, type DatasetInfo, type InfoEntry } from './datasetInfo';

/** An entry that names a file, with where it stands. */
export interface FoundEntry {
  /** The `dataset_info.json`: a path with slashes, or a URI. */
  readonly place: string;
  readonly entry: InfoEntry;
  /** How it has the file read; undefined if LLaMA-Factory could make nothing of it. */
  readonly choice: FormatChoice | undefined;
  /** Names of the other entries of the same file. */
  readonly others: readonly string[];
}

/** Where a file's entry is looked for. */
export interface EntrySearch {
  /** The file: an absolute path with slashes, or a URI. */
  readonly file: string;
  /** The `dataset_info.json` that is meant; else those beside the file and in the folders above are looked at. */
  readonly place?: string | undefined;
  /** The dataset that is meant, if several have the file. */
  readonly name?: string | undefined;
  /** Gives a `dataset_info.json`, or undefined if there is none. */
  readonly read: (place: string) => Promise<DatasetInfo | undefined>;
  /** A part of a place as people write it: of a URI the decoded one. */
  readonly decode: (part: string) => string;
}

/** Folders that are looked at: a file may lie below the folder of its `dataset_info.json`. */
const FOLDERS = 4;

/** The entry that names a file. */
export async function findEntry(search: EntrySearch): Promise<FoundEntry | undefined> {
  const places = search.place === undefined ? placesFor(search.file) : [search.place];
  for (const place of places) {
    const info = await search.read(place);
    const found = info && entryFor(info, place, search);
    if (found) return found;
  }
  return undefined;
}

function placesFor(file: string): string[] {
  const places: string[] = [];
  let slash = file.lastIndexOf('/');
  while (slash >= 0 && places.length < FOLDERS) {
    places.push(`${file.slice(0, slash + 1)}${DATASET_INFO_FILE}`);
    if (slash === 0) break;
    slash = file.lastIndexOf('/', slash - 1);
  }
  return places;
}

function entryFor(info: DatasetInfo, place: string, { file, name, decode }: EntrySearch): FoundEntry | undefined {
  const folder = decode(place.slice(0, place.lastIndexOf('/') + 1));
  const path = decode(file);
  const entries = info.entries.filter((entry) => {
    const fileName = fileNameOf(entry);
    return fileName !== undefined && names(joined(folder, fileName), path);
  });
  const entry = name === undefined ? entries[0] : info.entries.find((each) => each.name === name);
  if (!entry) return undefined;
  return {
    ...{ place, entry },
    choice: entry.attributes && choiceOf(entry.attributes),
    others: entries.filter((each) => each !== entry).map((each) => each.name),
  };
}

/** True if the path is the file, or one of the files of the folder. */
function names(named: string, path: string): boolean {
  return named === path || named === path.slice(0, path.lastIndexOf('/'));
}

/**
 * A path of a `dataset_info.json` or a project file from its folder.
 *
 * @param folder absolute, with a slash at its end; may begin with a URI's scheme
 * @param path relative or absolute, with slashes
 */
export function joined(folder: string, path: string): string {
  const scheme = /^[a-z][\w+.-]+:\/\/[^/]*/i.exec(folder)?.[0] ?? '';
  const isAbsolute = path.startsWith('/') || /^[a-z]:\//i.test(path);
  if (isAbsolute && scheme === '') return normalized(path);
  return scheme + normalized(isAbsolute ? `/${path.replace(/^\//, '')}` : folder.slice(scheme.length) + path);
}

/** Without `.`, `..`, doubled slashes, and a slash at the end. */
function normalized(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && segments.length > 1) segments.pop();
    else if (segment !== '.' && segment !== '..' && (segment !== '' || segments.length === 0)) segments.push(segment);
  }
  return segments.join('/');
}
