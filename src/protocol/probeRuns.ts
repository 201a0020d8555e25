import type { CallLine, JudgementLine } from '../probe/batch/resultLine';
import type { RunLimits, RunPlan } from '../probe/batch/plan';
import type { Sampling } from '../probe/endpoint';
import type { MeasureWish } from '../probe/measures/measure';
import type { ReportDimension, RunReport } from '../probe/report/report';
import type { ProbeEndpoint } from './probe';
import type { RecordChoice } from './probeRecords';
import type { RecordQuery } from './records';

export type { CallLine, JudgementLine } from '../probe/batch/resultLine';
export { failureClasses } from '../probe/batch/resultLine';
export { usualJudgePrompt } from '../probe/measures/judge';
export { failureName, groupName, measureName } from '../probe/report/names';
export type { RunLimits, RunPlan } from '../probe/batch/plan';
export type { Measured, MeasureKind, MeasureWish } from '../probe/measures/measure';
export { lessIsBetter, measureId, measureKinds } from '../probe/measures/measure';
export type { GroupMeasure, ReportDimension, ReportGroup, RunReport } from '../probe/report/report';
export { reportDimensions } from '../probe/report/report';
export { changeOf } from '../probe/report/change';

/** The view of many probes of a dataset. View → extension, a request: the view is there. */
export const RunsReady = { method: 'runs/ready' } as const;

/** Extension → view, a notification: what there is now; at most some times a second while a run goes on. */
export const ShowRuns = { method: 'runs/show' } as const;
export interface RunsState {
  /** The dataset's URI and name, and the name of the file of results. */
  readonly uri: string;
  readonly name: string;
  readonly resultFile: string;
  readonly endpoints: readonly ProbeEndpoint[];
  readonly locked: string | null;
  /** The runs of the file of results, the newest first. */
  readonly runs: readonly RunSummary[];
  /** The one that is shown; null: a new one is set up. */
  readonly shown: ShownRun | null;
  /** Lines of the file of results that can't be read. */
  readonly unreadable: number;
  /** The query of the preview of the file, if it has one: offered as a choice. */
  readonly query: RecordQuery | null;
  /** Records (0-based) that were selected in the editor when the view was asked for; null: fewer than two. */
  readonly selected: readonly number[] | null;
  /** Task types of the dataset with their records; '' for none. */
  readonly types: readonly { readonly name: string; readonly records: number }[];
  readonly records: number;
}
/** What the view remembers, under `place` in its saved state, so that the extension can show the same again after the window was reloaded. */
export interface RunsPlace {
  readonly uri: string;
  /** The run that was shown; null: a new one was set up. */
  readonly run: string | null;
}
export type RunSummary = Pick<RunReport, 'state' | 'done' | 'total' | 'failed'> & {
  readonly plan: Pick<RunPlan, 'id' | 'name' | 'at' | 'endpoints' | 'selection'>;
};
export interface ShownRun {
  readonly report: RunReport;
  /** The run that it is compared with. */
  readonly comparedWith: string | null;
  /** Calls in flight. */
  readonly inFlight: number;
  /** Milliseconds that it will still take; null: not known, or it does not run. */
  readonly remaining: number | null;
  /** Milliseconds until a server or a limit allows the next call; null: it isn't waiting. */
  readonly waiting: number | null;
  /** Why it paused by itself, for people. */
  readonly pausedBecause: string | null;
  /** The last errors, for people, with how often each came. */
  readonly faults: readonly { readonly message: string; readonly count: number }[];
  /** How often each class of bad cases was given. */
  readonly classes: Readonly<Record<string, number>>;
}

/** View → extension, a request: start a run. `refused`: for people. */
export const StartRun = { method: 'runs/start' } as const;
export interface RunWish {
  readonly name: string;
  readonly choice: RecordChoice;
  readonly turns: 'last' | 'all';
  readonly endpoints: readonly string[];
  readonly sampling: Partial<Sampling>;
  readonly tries: number;
  readonly measures: readonly MeasureWish[];
  readonly limits: RunLimits;
}
export interface RunOutcome {
  /** Null: done. */
  readonly refused: string | null;
}

/** View → extension, a request: how many calls a wish amounts to. */
export const CountCases = { method: 'runs/count' } as const;
export interface CountedCases {
  readonly cases: number;
  readonly calls: number;
  readonly leftOut: number;
  /** About how many tokens of prompts and answers, going by a few of the cases; null: there are none. */
  readonly tokens: number | null;
}

/** View → extension, a request; the result is a {@link RunOutcome}. */
export const RunAction = { method: 'runs/action' } as const;
export type RunActionParams =
  | { readonly kind: 'show'; readonly run: string | null }
  | { readonly kind: 'compareWith'; readonly run: string | null }
  | { readonly kind: 'pause' | 'resume' | 'cancel' | 'retryFailed'; readonly run: string }
  | { readonly kind: 'openRecord'; readonly call: string }
  | { readonly kind: 'openResults' }
  | { readonly kind: 'copyReport'; readonly as: 'markdown' | 'csv' }
  | { readonly kind: 'judge'; readonly call: string; readonly class: string | null; readonly note: string }
  | { readonly kind: 'endpoints' };

/** View → extension, a request: the calls behind a number. */
export const ListCalls = { method: 'runs/calls' } as const;
export interface ListCallsParams {
  readonly run: string;
  readonly endpoint: string | null;
  readonly group: { readonly dimension: ReportDimension; readonly name: string } | null;
  /** Sorted by this measure, the worst first; null: by record. */
  readonly measure: string | null;
  readonly only: 'all' | 'failed' | 'truncated' | 'judged';
  readonly from: number;
  readonly count: number;
}
export interface ListedCalls {
  readonly total: number;
  readonly calls: readonly ListedCall[];
}
export type ListedCall = Pick<
  CallLine,
  | 'id'
  | 'record'
  | 'turn'
  | 'try'
  | 'taskTypes'
  | 'kinds'
  | 'endpoint'
  | 'state'
  | 'fault'
  | 'measures'
  | 'totalMs'
  | 'usage'
  | 'reference'
  | 'answer'
  | 'messages'
> & { readonly judgement: Pick<JudgementLine, 'class' | 'note'> | null };
