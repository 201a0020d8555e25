import type { Range, TextEdit } from 'vscode-languageserver-types';

/** What the client tells the server when it starts it. */
export interface InitializationOptions {
  /** The client shows JSON syntax faults in `.json` files itself, unless the user has switched that off. */
  readonly builtinJson?: boolean;
  /** The client has the commands that {@link ClientCommand} names. */
  readonly commands?: boolean;
  /** False: the data may come from anywhere, and no file that it names is looked at. */
  readonly trusted?: boolean;
  /** Path of a folder for downloaded tokenizers. */
  readonly storage?: string;
}

/** Commands of the client that code actions refer to. */
export const ClientCommand = {
  showRule: 'tuneset.showRule',
  rewriteAsUtf8: 'tuneset.rewriteAsUtf8',
  rewriteLineEnds: 'tuneset.rewriteLineEnds',
  chooseFormat: 'tuneset.chooseFormat',
  goToDatasetInfo: 'tuneset.goToDatasetInfo',
  /** These two take the records that are meant, as {@link RangesParams}. */
  tagRecords: 'tuneset.labels.tag',
  markRecords: 'tuneset.labels.mark',
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

/** Client → server: where the `dataset_info.json` names a file; null if none does. */
export const LocateDatasetEntry = { method: 'tuneset/locateDatasetEntry' } as const;
export interface LocatedDatasetEntry {
  readonly uri: string;
  readonly range: Range;
}

/** Client → server: the formats that a file may be of, those that its first records speak for first; null for a file that is not open. */
export const ListFormats = { method: 'tuneset/listFormats' } as const;
export interface FormatList {
  /** How many records were looked at. */
  readonly records: number;
  /** The id of what would be detected, or null. */
  readonly detected: string | null;
  readonly formats: readonly FormatOption[];
}
export interface FormatOption {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** What its records look like, for people. */
  readonly description: string;
  /** How many of the first records speak for it, and by which fields. */
  readonly speaking: number;
  readonly fields: readonly string[];
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
  readonly formatId: string;
  /** How the format is known: the fields found in the first records, the project file, or the entry of a `dataset_info.json`. */
  readonly evidence: readonly string[] | 'project' | 'datasetInfo';
  /** The dataset as which LLaMA-Factory knows the file: its name, where it stands, and the names of others with the same file. */
  readonly datasetInfo: { readonly name: string; readonly uri: string; readonly others: readonly string[] } | null;
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
  /** Null as long as no record was counted. */
  readonly tokens: TokenStatus | null;
}

/** What is known of a file's tokens. Numbers are tokens unless they say otherwise. */
export interface TokenStatus {
  /** The tokenizer's name for people. */
  readonly tokenizer: string;
  /** The template's name for people, or null if the plain text is counted. */
  readonly template: string | null;
  /** The trainer's name for people, or null. */
  readonly target: string | null;
  /** Null if nothing is cut. */
  readonly cutoff: number | null;
  /** False: the numbers are close, not exact; `approximation` says why. */
  readonly exact: boolean;
  readonly approximation: string | null;
  /** Why nothing can be counted: the tokenizer or template can't be used. The numbers are 0 then. */
  readonly fault: string | null;
  /** Records that have been counted. */
  readonly counted: number;
  /** Counting goes on. */
  readonly running: boolean;
  /** The user stopped it before it was done. */
  readonly stopped: boolean;
  readonly total: number;
  readonly trained: number;
  /** Records over the cutoff. */
  readonly over: number;
  /** Records that the trainer drops or fails at. */
  readonly unused: number;
  /** The record with the most tokens (0-based), or null. */
  readonly longest: { readonly record: number; readonly tokens: number } | null;
}

/** Client → server: the records with the most tokens, longest first. */
export const LongestRecords = { method: 'tuneset/longestRecords' } as const;
export interface LongestRecordsParams {
  readonly uri: string;
  readonly limit: number;
}
export interface LongRecord {
  /** 0-based. */
  readonly record: number;
  readonly tokens: number;
  readonly trained: number;
  readonly range: Range;
  /** The first words of the prompt. */
  readonly preview: string;
}

/**
 * Client → server: what a selection holds. Inside of one text of a record: the tokens of the selected text itself; else the tokens of the
 * records that it touches. Null if nothing is selected or counted.
 */
export const CountSelection = { method: 'tuneset/countSelection' } as const;
export interface RangesParams {
  readonly uri: string;
  readonly ranges: readonly Range[];
}
export type SelectionCount =
  | { readonly kind: 'text'; readonly tokens: number }
  | { readonly kind: 'records'; readonly records: number; readonly tokens: number; readonly trained: number };

/** Client → server: the tokens of the texts that the ranges touch, where they stand in the file; for empty ranges of the whole text around. */
export const ShowTokens = { method: 'tuneset/showTokens' } as const;
export interface ShownToken {
  /** Several tokens may share a character; their ranges overlap then. */
  readonly range: Range;
  readonly id: number;
  /** What a special token is called (`<|im_end|>`); null for ordinary ones. */
  readonly special: string | null;
  /** The token's bytes as text; U+FFFD for parts of a character. */
  readonly text: string;
}
export interface ShownTokens {
  /** Of the text that the ranges are for. */
  readonly version: number;
  readonly tokenizer: string;
  readonly tokens: readonly ShownToken[];
  /** How many tokens there are in all; more than are shown if the selection is large, null if it is too large to tell. */
  readonly total: number | null;
}

/** Client → server: the tokenizers that can be chosen. */
export const ListTokenizers = { method: 'tuneset/listTokenizers' } as const;
export interface TokenizerChoice {
  /** What `tuneset.json` would say; the absolute path of a folder. */
  readonly id: string;
  readonly name: string;
  /** `bundled`, `downloaded` (a hub model in the extension's storage), `folder` (in the workspace: a tokenizer.json lies there). */
  readonly kind: 'bundled' | 'downloaded' | 'folder';
  /** Licence and source, or the folder. */
  readonly detail: string;
}

/** Client → server: look whether a folder holds a usable tokenizer. Null if it does, else what is wrong with it. */
export const CheckTokenizer = { method: 'tuneset/checkTokenizer' } as const;
export interface TokenizerParams {
  /** A bundled id, a folder's absolute path or a hub id. */
  readonly tokenizer: string;
}

/** Client → server: download a hub model's tokenizer. Progress and cancelling go through the request's work-done token. */
export const DownloadTokenizer = { method: 'tuneset/downloadTokenizer' } as const;
export interface DownloadTokenizerParams {
  readonly id: string;
  readonly mirror: string;
  readonly workDoneToken?: string | number;
}
/** `error` is a message for people; null if it is there now. */
export interface DownloadTokenizerResult {
  readonly error: string | null;
}

/** Client → server: stop counting a file, or go on. */
export const SetCounting = { method: 'tuneset/setCounting' } as const;
export interface SetCountingParams {
  readonly uri: string;
  readonly run: boolean;
}
