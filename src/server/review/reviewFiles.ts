/** Access to the files in which reviews lie, by path. They throw the errors of the file system. */
export interface ReviewFiles {
  /** Changes with the file; undefined if there is none. */
  stamp(path: string): Promise<string | undefined>;
  /** The file's text, with the stamp that it had. */
  read(path: string): Promise<{ readonly text: string; readonly stamp: string } | undefined>;
  /** Appends one line, which is on the disk then. */
  append(path: string, line: string): Promise<AppendedLine>;
}

export interface AppendedLine {
  /** The file's stamp before; undefined if it was not there. */
  readonly before: string | undefined;
  /** Its stamp afterwards; undefined if somebody else has changed it meanwhile. */
  readonly after: string | undefined;
}
