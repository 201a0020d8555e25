import type { Answer, AnswerDelta } from '../probe/answer';
import type { ProbeCase, NoCase, RequestMessage } from '../probe/cases/probeCase';
import type { Capabilities } from '../probe/capabilities';
import type { EndpointRole, Sampling } from '../probe/endpoint';
import type { OwnPrompt, PromptDrift, ServedPrompt } from '../probe/prompt/servedPrompt';
import type { ScoreResult } from '../probe/scoring/score';
import type { PanelOutcome } from './panel';
import type { Occurrences } from './probeRecords';

export { grownAnswer } from '../probe/grownAnswer';
export { continueFrom } from '../probe/analysis/continuation';
export { leavesAt } from '../probe/analysis/leavesAt';
export { isSameToken, leastSure, probability, spreadOf } from '../probe/analysis/sureness';
export { tokenAt, tokenPlaces } from '../probe/analysis/tokenPlaces';
export type { Answer, AnswerCall, AnswerDelta, AnswerState, AnswerToken, ProbeFault, Usage } from '../probe/answer';
export type { ProbeCase, NoCase, Reference, RequestMessage } from '../probe/cases/probeCase';
export { isCase } from '../probe/cases/probeCase';
export type { OwnPrompt, PromptDrift, ServedPrompt } from '../probe/prompt/servedPrompt';
export type { ReferenceScore, ScoredToken, ScoreResult } from '../probe/scoring/score';
export { failureClasses } from '../probe/batch/resultLine';
export { resultFileOf } from '../probe/batch/resultFileName';
export type { Capabilities, Capability } from '../probe/capabilities';
export type { EndpointRole, Sampling } from '../probe/endpoint';
export { endpointRoles } from '../probe/endpoint';
export type { Occurrences } from './probeRecords';

/** Extension → preview, a notification: what there is to probe with, and what was asked of the record that is shown. Comes when any of it changes. */
export const ShowProbe = { method: 'panel/probe/show' } as const;
export interface ProbeState {
  readonly endpoints: readonly ProbeEndpoint[];
  /** Why nothing can be asked, for people: the workspace is not trusted. */
  readonly locked: string | null;
  /** Of the record that is shown. */
  readonly digest: string | null;
  /** The assistant's turns, by their indices in `PreviewSample.turns`; the one that is asked for. */
  readonly turns: readonly number[];
  readonly case: ProbeCase | NoCase | null;
  /** What was asked for this record and turn, the newest last. Finished answers survive restarts. */
  readonly calls: readonly ProbeCall[];
  /** The team's own classes of bad cases, behind the built-in ones. */
  readonly classes: readonly string[];
}
export interface ProbeEndpoint {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly role: EndpointRole;
  readonly sampling: Sampling;
  /** Null: it has not been asked what it can do. */
  readonly capabilities: Capabilities | null;
}

/** One call for the record that is shown. */
export interface ProbeCall {
  readonly id: string;
  /** Calls that were started together. */
  readonly group: string;
  readonly endpoint: Pick<ProbeEndpoint, 'id' | 'name' | 'model' | 'role'>;
  readonly turn: number;
  readonly try: number;
  /** ISO 8601. */
  readonly at: string;
  /** What was sent, if the prompt was edited for this try; else null. */
  readonly messages: readonly RequestMessage[] | null;
  readonly prefill: string;
  /** `waiting`: nothing has come yet. */
  readonly progress: 'waiting' | 'receiving' | 'done';
  /** Milliseconds since it was sent, when this was told. */
  readonly elapsed: number;
  /** What has come so far, or all of it. */
  readonly answer: Answer;
  /** The class that people gave it, and their note. */
  readonly judgement: { readonly class: string | null; readonly note: string } | null;
  /** Null: no vote on its group; else whether it is the best one. */
  readonly isBest: boolean | null;
}

/** Extension → preview, a notification: more of an answer has come. */
export const ProbeProgress = { method: 'panel/probe/progress' } as const;
export interface ProbeProgressParams {
  readonly call: string;
  readonly delta: AnswerDelta;
  readonly elapsed: number;
}

/** Preview → extension, a request: the tab is shown, or another turn is to be asked for; {@link ShowProbe} follows. */
export const OpenProbe = { method: 'panel/probe/open' } as const;
export interface OpenProbeParams {
  /** Absent: the last one. */
  readonly turn?: number;
}

/** Preview → extension, a request: call endpoints; answered with {@link PanelOutcome} as soon as the calls are on their way. */
export const StartProbe = { method: 'panel/probe/start' } as const;
export interface StartProbeParams {
  /** Of the sample that the user saw. */
  readonly digest: string;
  readonly turn: number;
  readonly endpoints: readonly string[];
  /** How often each of them. */
  readonly tries: number;
  /** In place of the endpoint's own, for this try. */
  readonly sampling: Partial<Sampling>;
  /** An edited prompt, for this try only; null: as the record has it. */
  readonly messages: readonly RequestMessage[] | null;
  readonly prefill: string;
  /** Alternatives of each token; null: no tokens. */
  readonly alternatives: number | null;
}

/** Preview → extension, a request. */
export const ProbeAction = { method: 'panel/probe/action' } as const;
export type ProbeActionParams =
  | { readonly kind: 'cancel' | 'forget'; readonly call: string }
  | { readonly kind: 'forgetAll' }
  | { readonly kind: 'judge'; readonly call: string; readonly class: string | null; readonly note: string }
  | { readonly kind: 'vote'; readonly group: string; readonly best: string | null; readonly isBlind: boolean }
  | { readonly kind: 'endpoints'; readonly focus: string | null }
  | { readonly kind: 'runMany' }
  /** Ask again what an endpoint can do. */
  | { readonly kind: 'askCapabilities'; readonly endpoint: string };

/** Preview → extension, a request: make data of a call. */
export const UseAnswer = { method: 'panel/probe/use' } as const;
export interface UseAnswerParams {
  readonly digest: string;
  readonly call: string;
  readonly as: 'reference' | 'rejected' | 'newRecord';
}
export type UseAnswerResult = PanelOutcome;

/** Preview → extension, a request: the log-probability of every token of the reference. Null: it was cancelled. */
export const ScoreReference = { method: 'panel/probe/score' } as const;
export interface ScoreReferenceParams {
  readonly digest: string;
  readonly turn: number;
  readonly endpoint: string;
}
export type ScoreReferenceResult = ScoreResult | null;
/** Extension → preview, a notification: how many tokens are scored. */
export const ScoreProgress = { method: 'panel/probe/scoreProgress' } as const;
export interface ScoreProgressParams {
  readonly done: number;
  readonly total: number;
}

/** Preview → extension, a request: the prompt as the server makes it, beside ours. Null: it was cancelled. */
export const ComparePrompts = { method: 'panel/probe/prompts' } as const;
export interface ComparePromptsParams {
  readonly turn: number;
  readonly endpoint: string;
  /** An edited prompt. */
  readonly messages: readonly RequestMessage[] | null;
}
export type ComparePromptsResult = ComparedPrompts | null;
export interface ComparedPrompts {
  readonly theirs: ServedPrompt | { readonly reason: string };
  readonly ours: OwnPrompt | { readonly reason: string };
  /** Null where one of them is missing. */
  readonly drift: PromptDrift | null;
}

/** Preview → extension, a request: where a text stands in the dataset. */
export const FindInDataset = { method: 'panel/probe/find' } as const;
export interface FindInDatasetParams {
  readonly text: string;
}
export type FindInDatasetResult = Occurrences | null;
