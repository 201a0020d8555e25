import type { DocumentParams } from './messages';

/** Client → server: what an open dataset can be converted to; null for a file that is none. */
export const ListConversions = { method: 'tuneset/listConversions' } as const;
export interface ConversionList {
  /** Of the dataset. */
  readonly formatId: string;
  readonly container: 'jsonl' | 'array';
  readonly records: number;
  /** How many of its first records {@link ConversionOption.losses} were counted in. */
  readonly looked: number;
  readonly options: readonly ConversionOption[];
}
export interface ConversionOption {
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly losses: readonly ConversionLoss[];
  /** How many of the records that were looked at can't go along, and how many the others become. */
  readonly refused: number;
  readonly results: number;
}

export interface ConversionLoss {
  /** `lost`: it is not in the result any more; `changed`: it is there in another form; `note`: worth knowing. */
  readonly kind: 'lost' | 'changed' | 'note';
  /** For people. */
  readonly text: string;
  /** How many records have it, and the first of them (0-based). */
  readonly records: number;
  readonly first: number;
}

export interface ConversionParams extends DocumentParams {
  /** Id of the target's format. */
  readonly to: string;
  /** Where thoughts go; else where they are. */
  readonly thoughts?: ThoughtPlace | undefined;
  /** Leave out the fields that the target's format does not have. */
  readonly dropFields?: boolean | undefined;
}

/** `tags`: `<think>` tags in the answer; `field`: a field of their own. */
export type ThoughtPlace = 'tags' | 'field';

/** Client → server: what there is to choose for the way to one format; null if there is no way. */
export const ListConversionChoices = { method: 'tuneset/listConversionChoices' } as const;
export interface ConversionChoices {
  /** The places for thoughts that would change something in the first records. */
  readonly thoughts: readonly ThoughtPlace[];
  /** The fields of the first records that could be left out. */
  readonly fields: readonly string[];
}

/** Client → server: the first records as they are and as they would become; null if nothing can be converted. */
export const PreviewConversion = { method: 'tuneset/previewConversion' } as const;
export interface ConversionPreview {
  /** JSON, for reading. */
  readonly before: string;
  readonly after: string;
  readonly records: number;
}

/** Client → server: what a conversion would do with the whole dataset. Progress and cancelling go through the request's work-done token. */
export const SurveyConversion = { method: 'tuneset/surveyConversion' } as const;
export interface ConversionSurvey {
  readonly records: number;
  /** How many records they become. */
  readonly results: number;
  readonly losses: readonly ConversionLoss[];
  /** How many records can't go along and would be left out, and the first of them (0-based), why for people. */
  readonly refused: number;
  readonly firstRefused: readonly { readonly record: number; readonly reason: string }[];
}

/** Client → server: convert the whole dataset, as it stands in the editor. Progress and cancelling go through the request's work-done token. */
export const ConvertDataset = { method: 'tuneset/convertDataset' } as const;
export interface ConvertParams extends ConversionParams {
  readonly container: 'jsonl' | 'array';
  /** URI of the new file; null, or one that is not on the server's disk: the text is given back. */
  readonly target: string | null;
  /** A file that is there may be replaced. */
  readonly overwrite: boolean;
}
export type ConvertResult =
  | { readonly written: number }
  | { readonly text: string; readonly written: number }
  /** For people. Nothing was written. */
  | { readonly error: string };
