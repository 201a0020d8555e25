import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { TypeNames } from './labels';
import type { DocumentParams } from './messages';

/** How twins are to be. */
export interface TwinWishParams extends DocumentParams {
  /** Of the usual kinds of noise, one at least. */
  readonly kinds: readonly string[];
  readonly strength: 'light' | 'medium' | 'strong';
  /** The same seed always gives the same twins. */
  readonly seed: number;
}
export interface TwinParams extends TwinWishParams {
  /** In the clean record, or on its lines. */
  readonly position: Range['start'];
}

/** Client → server: the robust twin of a record, and the edits that put it below; null where there is no record. */
export const MakeTwin = { method: 'tuneset/twins/make' } as const;
export type TwinResult =
  | {
      /** Of the text that the edits are for. */
      readonly version: number;
      /** The clean record's index (0-based). */
      readonly record: number;
      /** Its twins that are there already. */
      readonly twins: number;
      readonly before: string;
      readonly after: string;
      /** The kinds that could be had. */
      readonly kinds: readonly string[];
      readonly edits: readonly TextEdit[];
    }
  | {
      readonly record: number;
      /** Why there is none, for people. */
      readonly obstacle: string;
    };

/** Client → server: what twins may be made of; null for a file that is no dataset. */
export const ListTwinChoices = { method: 'tuneset/twins/choices' } as const;
export interface TwinChoices {
  readonly kinds: readonly { readonly name: string; readonly description: string }[];
  /** Of the whole file, then of each task type, the most frequent first. */
  readonly all: TwinCounts;
  readonly types: readonly (TwinCounts & { readonly type: TypeNames; readonly text: string })[];
}
export interface TwinCounts {
  /** Records without a marker, and how many of them have a twin. */
  readonly clean: number;
  readonly twinned: number;
}

/** Client → server: twins for a part of a file's records; null for a file that is no dataset. Progress and cancelling go through the request's work-done token. */
export const MakeTwins = { method: 'tuneset/twins/makeMany' } as const;
export interface TwinsParams extends TwinWishParams {
  /** Only records of that type and those below it; null: all. */
  readonly type: TypeNames | null;
  /** Of the clean records, how many are to have a twin in the end: from 0 to 100. */
  readonly percent: number;
}
export interface TwinsResult {
  readonly version: number;
  readonly edits: readonly TextEdit[];
  readonly clean: number;
  /** Clean records that had a twin before. */
  readonly twinned: number;
  readonly made: number;
  /** Twins that could not be made: nothing of the prompts may be changed. */
  readonly missing: number;
  /** The first twins, by the index of their clean records (0-based). */
  readonly samples: readonly { readonly record: number; readonly before: string; readonly after: string }[];
}

/** Client → server: the records in a range that are bad on purpose. */
export const ListMarked = { method: 'tuneset/marked/list' } as const;
export interface MarkedParams extends DocumentParams {
  readonly range: Range;
}
export interface MarkedRecord {
  /** 0-based. */
  readonly record: number;
  readonly range: Range;
  /** The texts of what the user says last. */
  readonly prompts: readonly Range[];
  readonly kinds: readonly { readonly name: string; readonly description: string | null }[];
  /** The name of the clean twin; null if the record names none. */
  readonly variantOf: string | null;
  /** The clean twin's index (0-based), if it stands near. */
  readonly twin: number | null;
}

/** Client → server: where the clean twin of the marked record at a position stands; null if it is not in the file or the record names none. */
export const FindCleanTwin = { method: 'tuneset/marked/twin' } as const;
export interface CleanTwinParams extends DocumentParams {
  readonly position: Range['start'];
}
export interface CleanTwin {
  /** The name; null if the record names none or is not marked. */
  readonly variantOf: string | null;
  readonly found: { readonly record: number; readonly range: Range } | null;
}

/** Server → client: an edit deleted marked records or rewrote their prompts. Each record is told of once. */
export const MarkedTouched = { method: 'tuneset/marked/touched' } as const;
export interface MarkedTouchedParams extends DocumentParams {
  /** Of the text after the edit. */
  readonly version: number;
  readonly deleted: number;
  readonly rewritten: number;
  /** The texts of the first of these records, as they were. */
  readonly texts: readonly string[];
}
