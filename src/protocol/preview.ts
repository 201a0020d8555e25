import type { PlacedRecord, RecordRef } from './records';
import type { ReviewState } from './review';

/** Client → server: a followed record as people read it; null if it is not there any more. */
export const GetSample = { method: 'tuneset/preview/sample' } as const;
export type GetSampleParams = RecordRef;

/** A record for people. Pointers are JSON Pointers (RFC 6901) into it. Texts come from the data: they are not to be trusted. */
export interface PreviewSample {
  readonly place: PlacedRecord;
  /** The format's id, and its name for people. */
  readonly formatId: string;
  readonly format: string;
  /** Why there is no conversation: it is no JSON, no object, or too large to be shown; `text` is what stands there then (its beginning, if it is too large). */
  readonly unreadable: { readonly reason: string; readonly text: string } | null;
  /** The turns of the conversation, then those of the chosen answer, then those of the rejected one: index = position in this list. */
  readonly turns: readonly PreviewTurn[];
  readonly isPair: boolean;
  /** What is added, deleted and moved, whichever of its turns is named; absent: single turns. Alpaca's questions and answers go together. */
  readonly unit?: 'exchange';
  /** Of a record with a verdict (KTO): what stands there. */
  readonly verdict: { readonly value: unknown; readonly pointer: string } | null;
  readonly tools: PreviewTools | null;
  readonly media: readonly PreviewMedium[];
  readonly labels: PreviewLabels;
  /** Fields that are part of none of the others. */
  readonly fields: readonly PreviewField[];
  readonly findings: readonly PreviewFinding[];
  /** Null as long as the record is not counted. */
  readonly tokens: PreviewTokens | null;
  /** Roles that a turn can have, in the words of the data; empty where turns have no role that can be changed. */
  readonly roles: readonly string[];
  /** Null where there is no file on disk beside which a review could lie. */
  readonly review: ReviewState | null;
}

export interface PreviewTurn {
  /** `prompt`: of what both answers follow, and of a record that is no pair; the answers of a pair are `chosen` and `rejected`. */
  readonly side: 'prompt' | 'chosen' | 'rejected';
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'other';
  /** As the data names it. */
  readonly name: string;
  readonly isKnown: boolean;
  readonly pointer: string;
  /** The strings of its text, in their order; several where it is made of parts. */
  readonly texts: readonly { readonly pointer: string; readonly text: string }[];
  readonly reasoning: { readonly text: string; readonly pointer: string } | null;
  readonly calls: readonly PreviewCall[];
  /** Calls that stand in the turn's text as JSON: the text needs not be shown beside them. */
  readonly callsAreText: boolean;
  /** Of a tool's result: which call it answers, as text. */
  readonly callId: string | null;
  /** What switches its training on or off, as `key: value`. */
  readonly weight: string | null;
  /** Indices into {@link PreviewSample.media}. */
  readonly media: readonly number[];
  /** Indices into {@link PreviewSample.findings}. */
  readonly findings: readonly number[];
  readonly tokens: TurnTokens | null;
  /** What can be done with it; `null`: it can be; else why it can't, for people. */
  readonly can: Readonly<Record<TurnAction, string | null>>;
}
export const turnActions = ['setRole', 'addAfter', 'delete', 'moveUp', 'moveDown', 'merge', 'split'] as const;
export type TurnAction = (typeof turnActions)[number];

/** Tokens before truncation, those that are trained, and what truncation leaves of both. */
export interface TurnTokens {
  readonly tokens: number;
  readonly trained: number;
  readonly kept: number;
  readonly keptTrained: number;
  /** The target takes a thought out of it. */
  readonly lostThought: boolean;
}

export interface PreviewCall {
  readonly name: string | null;
  /** JSON, laid out for reading; text that is no JSON as it is. */
  readonly arguments: string;
  readonly id: string | null;
  /** Of the arguments, or the call. */
  readonly pointer: string;
}

export interface PreviewTools {
  readonly pointer: string;
  /** Name, description and parameters (JSON, laid out for reading) of those that could be read. */
  readonly tools: readonly { readonly name: string; readonly description: string; readonly parameters: string }[];
  /** What stands there, where no tool could be read. */
  readonly text: string | null;
}

export interface PreviewMedium {
  readonly kind: 'image' | 'video' | 'audio';
  /** What the data says: a path, an address, or the beginning of something else. */
  readonly name: string;
  readonly pointer: string;
  /** URI of the file if it is there and may be shown. */
  readonly uri: string | null;
  /** Why it is not shown, for people; null if it is. */
  readonly reason: string | null;
}

export interface PreviewLabels {
  readonly types: readonly string[];
  /** Of the robustness marker. */
  readonly kinds: readonly string[];
  readonly isMarked: boolean;
  readonly variantOf: string | null;
}

export interface PreviewField {
  readonly name: string;
  readonly pointer: string;
  /** Text, or JSON. */
  readonly value: string;
}

export interface PreviewFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly pointer: string;
  /** What can be done about it, for people; see {@link FixFinding}. */
  readonly fixes: readonly string[];
}

export interface PreviewTokens {
  readonly tokenizer: string;
  readonly template: string | null;
  readonly target: string | null;
  readonly cutoff: number | null;
  readonly exact: boolean;
  /** `kept`, or what the target makes of the record, with its own words. */
  readonly status: 'kept' | 'dropped' | 'failed';
  readonly reason: string | null;
  readonly tokens: number;
  readonly trained: number;
  readonly kept: number;
  readonly keptTrained: number;
  /** Of the rejected answer of a pair, with its prompt. */
  readonly rejected: { readonly tokens: number; readonly trained: number; readonly kept: number } | null;
}

/** Client → server: the edits of a finding's fix, as `EditRecordResult`. */
export const FixFinding = { method: 'tuneset/preview/fix' } as const;
export interface FixFindingParams extends RecordRef {
  readonly digest: string;
  readonly chosen: ChosenFix;
}
/** One of a finding's fixes, by what the user saw: the list may have become another one. */
export interface ChosenFix extends Pick<PreviewFinding, 'rule' | 'pointer' | 'message'> {
  readonly fix: string;
}

/** Client → server: a followed record as the model sees it; null if it is not there any more. */
export const GetModelView = { method: 'tuneset/preview/model' } as const;
export interface ModelViewParams extends RecordRef {
  readonly settings: ModelViewSettings;
}
/** What is tried in place of what the project says; absent: as the project says. */
export interface ModelViewSettings {
  /** A template's name, `none`, or '' for the target's or tokenizer's own choice. */
  readonly template?: string;
  readonly thinking?: 'on' | 'off' | 'keep';
  /** Tokens; 0: nothing is cut. */
  readonly cutoff?: number;
}
export interface ModelView {
  readonly digest: string;
  readonly tokenizer: string;
  readonly template: string | null;
  readonly target: string | null;
  readonly cutoff: number | null;
  readonly exact: boolean;
  /** Why the numbers are close only, or why there are none. */
  readonly note: string | null;
  /** One; of a preference pair two: with the chosen answer, and with the rejected one. */
  readonly sequences: readonly ModelSequence[];
  /** What there is to choose from. */
  readonly templates: readonly string[];
  /** What holds where the settings say nothing. */
  readonly defaults: Required<ModelViewSettings>;
  /** Whether thinking makes a difference for the template. */
  readonly hasThinking: boolean;
}
export interface ModelSequence {
  readonly side: 'chosen' | 'rejected' | null;
  readonly status: 'kept' | 'dropped' | 'failed';
  readonly reason: string | null;
  /** In the model's order; parallel arrays, one entry a token. */
  readonly ids: readonly number[];
  /** The token's text; '' for one that ends within a character, whose text the token has that completes it (see {@link joined}). */
  readonly texts: readonly string[];
  /** 1: with the tokens before, it makes a character that starts in one of those. */
  readonly joined: readonly (0 | 1)[];
  /** 1: a special token. */
  readonly special: readonly (0 | 1)[];
  /** 1: its loss is computed. */
  readonly trained: readonly (0 | 1)[];
  /** 1: truncation cuts it off. */
  readonly cut: readonly (0 | 1)[];
  /** Index into {@link turns} of the turn it belongs to. */
  readonly turn: readonly number[];
  readonly turns: readonly ModelTurn[];
  /** How many tokens there are in all; more than are told if the record is very long. */
  readonly total: number;
  /** Of all tokens. */
  readonly counts: ModelCounts;
}
/** Tokens before truncation, those that are trained, and what truncation leaves of both. */
export type ModelCounts = Omit<TurnTokens, 'lostThought'>;
export interface ModelTurn extends ModelCounts {
  /** As the data names it. */
  readonly role: string;
  /** Of what it was read from; none for what the template adds by itself. */
  readonly pointers: readonly string[];
}
