import type { Capabilities } from '../capabilities';
import type { NoCase, ProbeCase } from '../cases/probeCase';
import type { ProbeClient } from '../client/client';
import type { Endpoint } from '../endpoint';
import type { Within } from '../measures/within';
import type { ScoreResult } from '../scoring/score';
import type { RunPlan } from './plan';
import type { CallEntry, RunEntry } from './resultBook';
import type { CallLine, CaseName, ProbeLine } from './resultLine';

/** What a run needs of the world. */
export interface RunParts {
  readonly plan: RunPlan;
  /** All of the run's, in order; of a run that goes on those of {@link RunEntry.cases}. */
  readonly cases: readonly CaseName[];
  /** In the order of the plan's. */
  readonly endpoints: readonly RunEndpoint[];
  /** Endpoints that judge, by id. */
  readonly judges: ReadonlyMap<string, RunEndpoint>;
  /** What the file of results knows of the run already; undefined for a new one, whose plan and cases are written then. */
  readonly known: RunEntry | undefined;
  /** Calls that failed or were cut off are made again, and judges that gave no number are asked again. */
  readonly retryFailed?: boolean;
  /** The cases themselves, in the order of the names. */
  getCases(names: readonly CaseName[], signal: AbortSignal): Promise<readonly (ProbeCase | NoCase)[]>;
  /** A call with its texts. */
  readCall(entry: CallEntry): Promise<CallLine>;
  /** Resolves when the lines are in the file. */
  append(lines: readonly ProbeLine[]): Promise<void>;
  readonly within: Within;
  readonly clock: RunClock;
  /** Something of {@link RunStatus} is another now. */
  onChange?(status: RunStatus): void;
}

/** An endpoint that is ready to be called. */
export interface RunEndpoint {
  readonly endpoint: Endpoint;
  readonly client: Pick<ProbeClient, 'chat'>;
  readonly capabilities: Capabilities | null;
  /** How its model takes the reference. */
  score(probe: ProbeCase, signal: AbortSignal): Promise<ScoreResult>;
}

export interface RunClock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** The time for people; ISO 8601. */
  date(): string;
  /** Resolves after some milliseconds, or as soon as the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** How a run stands that is in this process. */
export interface RunStatus {
  /** `stopped`: it was left as it is, to go on another time. */
  readonly state: 'running' | 'paused' | 'completed' | 'cancelled' | 'stopped';
  /** Why it paused by itself, or why its last lines could not be written, for people. */
  readonly pausedBecause: string | null;
  readonly inFlight: number;
  /** Calls that are done, failed ones among them, and all that there are to be. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Milliseconds that it will still take; null: not known, or it does not run. */
  readonly remaining: number | null;
  /** Milliseconds until the server wants to be asked again, or a limit allows it; null: it isn't waiting. */
  readonly waiting: number | null;
  /** Tokens of prompts and answers since it was started or went on. */
  readonly tokens: number;
  /** The errors, for people, the most frequent first. */
  readonly faults: readonly { readonly message: string; readonly count: number }[];
}
