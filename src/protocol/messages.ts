import type { Range, TextEdit } from 'vscode-languageserver-types';

/** What the client tells the server when it starts it. */
export interface InitializationOptions {
  /** The client shows JSON syntax faults in `.json` files itself, unless the user has switched that off. */
  readonly builtinJson?: boolean;
  /** The client has the commands that {@link ClientCommand} names. */
  readonly commands?: boolean;
}

/** Commands of the client that code actions refer to. */
export const ClientCommand = {
  showRule: 'tuneset.showRule',
  rewriteAsUtf8: 'tuneset.rewriteAsUtf8',
  rewriteLineEnds: 'tuneset.rewriteLineEnds',
} as const;

/** Server → client: the bytes of a file, in base64, or null if it can't be read. */
export const ReadFile = { method: 'tuneset/readFile' } as const;
export interface ReadFileParams {
  readonly uri: string;
}
export interface ReadFileResult {
  readonly base64: string;
}

/** Client → server: where a record stands (0-based index), or null if there is none. */
export const LocateRecord = { method: 'tuneset/locateRecord' } as const;
export interface LocateRecordParams {
  readonly uri: string;
  readonly record: number;
}

/** Client → server: the range of a record and how many there are. */
export interface LocatedRecord {
  readonly range: Range | null;
  readonly records: number;
}

/** Client → server: the index of the record at a position, or null. */
export const RecordAt = { method: 'tuneset/recordAt' } as const;
export interface RecordAtParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** Client → server: the edits of all safe fixes in a file, with the version of the text that they are for. */
export const FixAll = { method: 'tuneset/fixAll' } as const;
export interface DocumentParams {
  readonly uri: string;
}
export interface FixAllResult {
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/** Client → server: check a file now, whatever the settings say. */
export const CheckNow = { method: 'tuneset/checkNow' } as const;

/** Server → client: what is known of an open file; sent whenever it changes. */
export const Status = { method: 'tuneset/status' } as const;
export interface StatusParams {
  readonly uri: string;
  /** Null for a file that is no dataset. */
  readonly dataset: DatasetStatus | null;
}

export interface DatasetStatus {
  readonly container: 'jsonl' | 'array';
  /** The format's name for people. */
  readonly format: string;
  /** How the format is known: the fields found in the first records, or the project file. */
  readonly evidence: readonly string[] | 'project';
  readonly records: number;
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  /** How many of the findings are in the Problems panel, which holds no more. */
  readonly shown: number;
  /** How many records are in the outline, which holds no more. */
  readonly outlined: number;
  /** Records that have still to be checked. */
  readonly unchecked: number;
  /** What is wrong with the project file, which is therefore not used. */
  readonly projectFault: { readonly uri: string; readonly message: string } | null;
}
