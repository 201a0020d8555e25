import type { MediaFiles } from '../rules/view';

/** Access to files for the server. */
export interface Files {
  /** The bytes of a file, or undefined if it can't be read or is too large to be looked at. */
  read(uri: string): Promise<Buffer | undefined>;
}

/** Looks at the files that one dataset names, and remembers what it saw. */
export interface KnownMediaFiles extends MediaFiles {
  /** Where paths start from. */
  readonly folders: readonly string[];
  /** Looks again at all that is remembered. @returns true if anything may be different now */
  refresh(): boolean;
}
