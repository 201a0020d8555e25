import type { Endpoint, Sampling } from '../endpoint';
import type { MeasureWish } from '../measures/measure';

/** What a run is to do; the first line of its part of `<name>.probe.jsonl`. It holds no key. */
export interface RunPlan {
  readonly kind: 'run';
  readonly version: 1;
  /** Of the run. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  /** Name of the dataset's file. */
  readonly dataset: string;
  /** Which records, for people. */
  readonly selection: string;
  /** How many cases: tries × endpoints calls are made of each. */
  readonly cases: number;
  readonly endpoints: readonly EndpointSnapshot[];
  readonly sampling: Partial<Sampling>;
  readonly tries: number;
  readonly measures: readonly MeasureWish[];
  readonly limits: RunLimits;
}

/** An endpoint as a run found it; headers are left out, as they may be nobody else's business. */
export type EndpointSnapshot = Pick<Endpoint, 'id' | 'name' | 'baseUrl' | 'model' | 'role' | 'sampling' | 'lora'>;

export interface RunLimits {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Null: no limit. */
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  /** Tokens of prompts and answers after which the run pauses; null: no limit. */
  readonly tokens: number | null;
}
