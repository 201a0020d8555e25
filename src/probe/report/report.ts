import type { RunPlan } from '../batch/plan';

/** By what results are read. `failure`: the class that people gave. */
export const reportDimensions = ['all', 'taskType', 'kind', 'turnCount', 'failure'] as const;
export type ReportDimension = (typeof reportDimensions)[number];

/** A run, added up. */
export interface RunReport {
  readonly plan: RunPlan;
  readonly state: 'running' | 'paused' | 'completed' | 'cancelled' | 'interrupted';
  /** Calls that are done, failed ones among them, and that are to be done in all. */
  readonly done: number;
  readonly failed: number;
  readonly truncated: number;
  readonly total: number;
  readonly usage: { readonly prompt: number; readonly completion: number };
  /** Milliseconds: of first tokens and whole answers, half of which took no longer. */
  readonly medianFirstTokenMs: number | null;
  readonly medianTotalMs: number | null;
  readonly groups: readonly ReportGroup[];
}

/** What the calls of one endpoint amount to in one group of a dimension. */
export interface ReportGroup {
  readonly dimension: ReportDimension;
  /** '' for records without a label; of `turnCount` the number. */
  readonly name: string;
  readonly endpoint: string;
  readonly calls: number;
  readonly failed: number;
  /** Answers that were cut off; they are not measured. */
  readonly truncated: number;
  /** By `measureId`. */
  readonly measures: Readonly<Record<string, GroupMeasure>>;
}

export interface GroupMeasure {
  /** Calls that could be measured. */
  readonly count: number;
  readonly mean: number;
  /** Standard error of the mean; null for fewer than two. */
  readonly error: number | null;
  /** Of both runs, what they say of the cases that both have; a difference means something between these two. Absent without an earlier run. */
  readonly shared?: {
    /** How many cases. */
    readonly cases: number;
    readonly now: number;
    readonly before: number;
    /** Standard error of the mean difference, case by case; null for one case. */
    readonly error: number | null;
  };
}
