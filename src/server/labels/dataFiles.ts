/** A file that may be a dataset. */
export interface DataFile {
  readonly uri: string;
  /** In bytes. */
  readonly size: number;
  /** Another one when the file has changed. */
  readonly stamp: string;
}

/** Finds files of the machine that the server runs on. */
export interface DataFiles {
  /** Paths of the files in folders that may be datasets, by name, without those in folders that others fill. Never rejects. */
  list(folders: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Undefined for a file that isn't there. */
  look(path: string): Promise<DataFile | undefined>;
}
