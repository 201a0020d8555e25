/** Access to files for the server. */
export interface Files {
  /** The bytes of a file, or undefined if it can't be read or is too large to be looked at. */
  read(uri: string): Promise<Buffer | undefined>;
}
