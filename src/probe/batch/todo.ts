import { measureId, type MeasureWish } from '../measures/measure';
import type { ProbeFault } from '../answer';
import type { RunPlan } from './plan';
import type { CallEntry } from './resultBook';

/** What is to be done for a call: ask the model, only let its answer be judged, or nothing. */
export type Todo = 'ask' | 'judge' | 'nothing';

/** What is to be done for a call of which this is known. @param retryFailed also calls that failed are made again */
export function todoOf(call: CallEntry | undefined, plan: RunPlan, retryFailed: boolean): Todo {
  if (!call || call.state === 'cancelled' || hasNotReached(call)) return 'ask';
  if (call.state !== 'finished') return retryFailed ? 'ask' : 'nothing';
  return judgesOf(plan).some((wish) => isOpen(call, wish, retryFailed)) ? 'judge' : 'nothing';
}

export function judgesOf({ measures }: Pick<RunPlan, 'measures'>): readonly JudgeWish[] {
  return measures.filter((wish) => wish.kind === 'judge');
}

export type JudgeWish = Extract<MeasureWish, { kind: 'judge' }>;

/** True for a call that was not even looked at, such as when a gateway has no server behind it: it cost nothing, and says nothing of the model. */
export function hasNotReached({ state, fault }: Pick<CallEntry, 'state' | 'fault'>): boolean {
  if (state !== 'failed' || fault === null) return false;
  return UNREACHED.has(fault.kind) || fault.status === 502 || fault.status === 503;
}

const UNREACHED: ReadonlySet<ProbeFault['kind']> = new Set(['connection', 'unauthorized', 'notFound', 'rateLimit']);

function isOpen(call: CallEntry, wish: JudgeWish, retryFailed: boolean): boolean {
  const measured = call.measures[measureId(wish)];
  return measured === undefined || (retryFailed && measured.value === null);
}
