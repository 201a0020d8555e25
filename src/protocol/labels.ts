import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { DocumentParams, RangesParams } from './messages';

/** A task type: the names of its levels, the first level first. */
export type TypeNames = readonly string[];

/** Client → server: what there is to know for tagging the records that ranges touch; null for a file that is no dataset. */
export const GetTagging = { method: 'tuneset/labels/tagging' } as const;
export interface VersionedRanges extends RangesParams {
  /** Of the text that the ranges are in. Nothing is done to another one. */
  readonly version: number;
}
export interface TaggingState {
  /** Of the text that all ranges are in. */
  readonly version: number;
  /** How types are written in records. */
  readonly settings: {
    readonly fields: readonly string[];
    readonly levels: 'text' | 'array' | 'fields';
    readonly separator: string;
    readonly several: boolean;
  };
  /** Whether there is a taxonomy that says which types there are. */
  readonly hasTaxonomy: boolean;
  /** Those of the taxonomy that have none below them, in its order, and then others that are in use, the most usual ones first. */
  readonly types: readonly TypeOption[];
  /** How many more types are in use: beyond the bound, or too long for the name of a type. */
  readonly typesLeftOut: number;
  readonly kinds: readonly KindOption[];
  /** Of the file. */
  readonly records: number;
  readonly untagged: number;
  readonly marked: number;
  /** Null where no record is touched. */
  readonly touched: TouchedRecords | null;
  /** For a lone record; null where nothing is known that is similar enough. */
  readonly suggestion: TypeSuggestion | null;
}
export interface TypeOption {
  readonly type: TypeNames;
  /** As it stands in a record. */
  readonly text: string;
  /** How each UTF-16 unit of `text` can be read, in lower case: a Chinese character in pinyin, anything else as it is. */
  readonly readings: readonly (readonly string[])[];
  readonly isKnown: boolean;
  readonly description: string | null;
  /** Records of the file that have it. */
  readonly records: number;
  /** The part of all records that it should have, from 0 to 1. */
  readonly target: number | null;
}
export interface KindOption {
  readonly name: string;
  /** For people; null for one that is only in use. */
  readonly description: string | null;
  readonly records: number;
}
export interface TouchedRecords {
  readonly records: number;
  /** The first one: its index (0-based), where it stands, and the first words of its prompt. */
  readonly first: number;
  readonly range: Range;
  readonly preview: string;
  /** The types and the kinds that all of them have. */
  readonly types: readonly TypeNames[];
  readonly kinds: readonly string[];
  /** How many have some type, and how many are marked. */
  readonly tagged: number;
  readonly marked: number;
}
/** The type of records whose prompts are most like this one's. */
export interface TypeSuggestion {
  readonly type: TypeNames;
  /** How many of the most similar records have it, and how many these are. */
  readonly having: number;
  readonly similar: number;
  /** What the prompts share, the most telling first. */
  readonly words: readonly string[];
}

/** Client → server: the edits that give the records that ranges touch these task types, or robustness kinds; null for a file that is no dataset. */
export const SetTypes = { method: 'tuneset/labels/setTypes' } as const;
export interface SetTypesParams extends VersionedRanges {
  readonly add: readonly TypeNames[];
  /** `all`: those that are to be added take the place of all others. */
  readonly remove: readonly TypeNames[] | 'all';
}
export const SetKinds = { method: 'tuneset/labels/setKinds' } as const;
export interface SetKindsParams extends VersionedRanges {
  readonly add: readonly string[];
  /** `all`: those that are to be added take the place of all others. A record without any is marked no longer. */
  readonly remove: readonly string[] | 'all';
}
/** Why nothing is done: the text is of another version than the ranges, or a type has more levels than there are fields for them. */
export type LabelRefusal =
  { readonly refused: 'changed' } | { readonly refused: 'levels'; readonly fields: readonly string[] };
export interface LabelEdits {
  /** Of the text that the edits are for. */
  readonly version: number;
  readonly edits: readonly TextEdit[];
  /** How many records are touched, how many of them change, and how many can't be read. */
  readonly records: number;
  readonly changed: number;
  readonly unreadable: number;
}

/** Client → server: the next record of a kind behind the one at a position, or else the first one in the file; null if there is none. */
export const NextLabelled = { method: 'tuneset/labels/next' } as const;
export interface NextLabelledParams extends DocumentParams {
  readonly position: Range['start'];
  /** `untagged`: without a task type; `marked`: with a robustness marker. */
  readonly which: 'untagged' | 'marked';
}
export interface NextLabelledResult {
  /** Of the text that the range is in. */
  readonly version: number;
  readonly range: Range;
  /** 0-based. */
  readonly record: number;
  /** How many such records there are in the file. */
  readonly count: number;
}
