import type { OwnPrompt } from '../probe/prompt/servedPrompt';
import type { NoCase, ProbeCase, RequestMessage } from '../probe/cases/probeCase';
import type { EditRecordResult, RecordQuery, RecordRef } from './records';

/** Client → server: what a followed record can be asked for; null if it is not there any more. */
export const GetProbeCase = { method: 'tuneset/probe/case' } as const;
export interface ProbeCaseParams extends RecordRef {
  /** The assistant's turn that is the reference; absent: the last one. */
  readonly turn?: number;
}
export interface ProbeCaseResult {
  readonly digest: string;
  /** The assistant's turns, by their indices in `PreviewSample.turns`. */
  readonly turns: readonly number[];
  readonly case: ProbeCase | NoCase;
}

/** Client → server: a prompt with the project's own tokenizer and template; `fault`: for people. */
export const RenderPrompt = { method: 'tuneset/probe/render' } as const;
export interface RenderPromptParams extends RecordRef {
  readonly turn: number;
  /** Instead of what the record says: an edited prompt. */
  readonly messages?: readonly RequestMessage[];
}
export type RenderPromptResult = OwnPrompt | { readonly fault: string } | null;

/** Client → server: the cases of a choice of records, without their texts; null if it is cancelled or the file is no dataset. */
export const ChooseCases = { method: 'tuneset/probe/choose' } as const;
export interface ChooseCasesParams {
  readonly uri: string;
  readonly choice: RecordChoice;
  /** Every turn of the assistant that is trained, or only the last one of each record. */
  readonly turns: 'last' | 'all';
}
export type RecordChoice =
  | { readonly kind: 'query'; readonly query: RecordQuery }
  /** 0-based indices. */
  | { readonly kind: 'records'; readonly records: readonly number[] }
  /** So many of each task type, by a draw that a seed settles; of those that a query finds. */
  | { readonly kind: 'perType'; readonly count: number; readonly seed: number; readonly query: RecordQuery };
export interface ChosenCases {
  readonly cases: readonly CaseRef[];
  /** Records that can't be asked for. */
  readonly leftOut: readonly NoCase[];
  /** Why the query finds nothing, for people: its regular expression is wrong, or takes too long. */
  readonly fault?: string;
}
export interface CaseRef {
  /** 0-based, when it was chosen; and what it said then. */
  readonly record: number;
  readonly key: string;
  readonly turn: number;
}

/** Client → server: the cases themselves, some at a time. One whose record says something else by now is a {@link NoCase}. */
export const GetCases = { method: 'tuneset/probe/cases' } as const;
export interface GetCasesParams {
  readonly uri: string;
  readonly cases: readonly CaseRef[];
}
/** Null if it is cancelled, or the file is no dataset. */
export type GetCasesResult = readonly (ProbeCase | NoCase)[] | null;

/** Client → server: where a text stands in a dataset; null if it is cancelled. */
export const FindOccurrences = { method: 'tuneset/probe/occurrences' } as const;
export interface FindOccurrencesParams {
  readonly uri: string;
  readonly text: string;
}
export interface Occurrences {
  /** Records that have it in a prompt, in an answer. */
  readonly prompts: number;
  readonly answers: number;
  /** Records of the file. */
  readonly records: number;
  /** By task type ('' for none), the most answers first. `records`: of that type. */
  readonly types: readonly {
    readonly name: string;
    readonly prompts: number;
    readonly answers: number;
    readonly records: number;
  }[];
  /** The first ones: of a record its answer, and its prompt. `excerpt`: some words around it. */
  readonly hits: readonly {
    readonly record: number;
    readonly digest: string;
    readonly where: 'prompt' | 'answer';
    readonly excerpt: string;
    readonly taskTypes: readonly string[];
  }[];
}

/** Client → server: the edits that make data of a probe. Nothing is done to a record that says something else than the client saw. */
export const EditFromProbe = { method: 'tuneset/probe/edit' } as const;
export interface EditFromProbeParams extends RecordRef {
  readonly digest: string;
  readonly operation: ProbeOperation;
}
export type ProbeOperation =
  /** The answer in place of the reference: content, reasoning and calls, as far as the record's format has room for them. */
  | ({ readonly kind: 'acceptAnswer'; readonly turn: number } & SaidAnswer)
  /** In a file of preference pairs: the answer in place of the rejected one. In others `EditRecordResult` is refused, and {@link MakePair} says what to do. */
  | { readonly kind: 'setRejected'; readonly turn: number; readonly content: string }
  /** A copy of the record behind it with another prompt and, if wished, another answer; `provenance` goes into a field of its own. */
  | {
      readonly kind: 'newRecord';
      readonly turn: number;
      /** The prompt's texts as they were edited: of the messages of the case, by their indices. */
      readonly texts: readonly { readonly message: number; readonly text: string }[];
      /** Null: as the record has it. */
      readonly answer: SaidAnswer | null;
      readonly provenance: Provenance;
    };
/** What a model said, with the beginning that it was given. */
export interface SaidAnswer {
  readonly content: string;
  readonly reasoning: string;
  /** `arguments`: as the model wrote them. */
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
}
export type EditFromProbeResult = EditRecordResult;
/** Where a record comes from: plain data, written as JSON. */
export interface Provenance {
  readonly from: 'probe';
  /** `recordKey` of the record that it was made from. */
  readonly record: string;
  readonly model: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Client → server: a preference pair of a record, as one line of JSON in the format that fits the file's. */
export const MakePair = { method: 'tuneset/probe/pair' } as const;
export interface MakePairParams extends RecordRef {
  readonly digest: string;
  readonly turn: number;
  readonly rejected: string;
  readonly provenance: Provenance;
}
export type MakePairResult =
  | {
      /** Without a line end. */
      readonly line: string;
      /** The format's id, and a name for a new file of such pairs beside the dataset. */
      readonly formatId: string;
      readonly fileName: string;
    }
  | { readonly refused: string };
