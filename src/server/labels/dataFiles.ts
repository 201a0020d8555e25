/** What is known of a file that may be a dataset. */
export interface DataFile {
  /** In bytes. */
  readonly size: number;
  /** Another one when the file has changed. */
  readonly stamp: string;
  readonly isWritable: boolean;
}

/** A file in a folder. */
export interface FoundFile {
  readonly path: string;
  /** The folder as it was asked for. */
  readonly folder: string;
  /** From the folder on, with slashes. */
  readonly name: string;
}

/** Finds files of the machine that the server runs on. */
export interface DataFiles {
  /**
   * The files in folders that may be datasets, by name, without those in folders that others fill. Never rejects.
   *
   * @param folders a file in several of them is told as one of the first of these
   */
  list(folders: readonly string[], signal: AbortSignal): Promise<readonly FoundFile[]>;
  /** Undefined for a file that isn't there. */
  look(path: string): Promise<DataFile | undefined>;
}
