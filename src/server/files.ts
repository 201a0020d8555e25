import type { MediumKind } from '../dataset/sample';
import type { MediaFiles } from '../rules/view';

/** Access to files for the server. */
export interface Files {
  /** The bytes of a file, or undefined if it can't be read or is too large to be looked at. */
  read(uri: string): Promise<Buffer | undefined>;
}

/** The media and the folders in a folder, by name. */
export interface MediaFolder {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** There was more to read than is read at a time. */
  readonly isIncomplete: boolean;
}

/** Looks at the files that one dataset names, and remembers what it saw. */
export interface KnownMediaFiles extends MediaFiles {
  /** Where paths start from. */
  readonly folders: readonly string[];
  /**
   * What a folder holds that a record may name.
   *
   * @param folder as records write it, with a slash at its end; '' for where paths start from
   * @param prefix what the names begin with, in whatever case
   */
  list(folder: string, prefix: string, kind: MediumKind): Promise<MediaFolder>;
  /** URI of the file that a path leads to; undefined if there is none. */
  uriOf(path: string, kind: MediumKind): string | undefined;
  /** Looks again at all that is remembered. @returns true if anything may be different now */
  refresh(): boolean;
}
