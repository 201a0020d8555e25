import type { RunPlan } from '../batch/plan';
import type { CallEntry, RunEntry } from '../batch/resultBook';
import { mean, standardError } from './numbers';
import type { GroupMeasure } from './report';

/** A run beside an earlier one: case by case, as the records of both need not be the same. */
export class Comparison {
  /** Calls of the earlier run, by endpoint of this one and case. */
  private readonly earlier = new Map<string, CallEntry[]>();

  constructor(plan: RunPlan, earlier: RunEntry) {
    const counterparts = new Map(plan.endpoints.map(({ id }) => [counterpart(plan, earlier.plan, id), id]));
    for (const call of earlier.calls.values()) {
      const endpoint = counterparts.get(call.endpoint.id);
      if (endpoint === undefined) continue;
      add(this.earlier, keyOf(endpoint, call), call);
    }
  }

  /** What both runs say of the cases of some calls that both could measure; undefined if there are none. */
  shared(calls: readonly CallEntry[], measure: string): GroupMeasure['shared'] {
    const byCase = new Map<string, CallEntry[]>();
    for (const call of calls) add(byCase, keyOf(call.endpoint.id, call), call);
    const [values, earlier]: [number[], number[]] = [[], []];
    for (const [key, own] of byCase) {
      const now = valuesOf(own, measure);
      const before = now.length === 0 ? [] : valuesOf(this.earlier.get(key) ?? [], measure);
      if (before.length === 0) continue;
      values.push(mean(now));
      earlier.push(mean(before));
    }
    if (values.length === 0) return undefined;
    const error = standardError(values.map((value, at) => value - earlier[at]!));
    return { cases: values.length, now: mean(values), before: mean(earlier), error };
  }
}

/**
 * The endpoint of an earlier run that one of a later run is compared with: the same one, else the only one with its role, such as the model before it was
 * trained on, else the only one that there is.
 */
function counterpart(plan: RunPlan, earlier: RunPlan, id: string): string | undefined {
  if (earlier.endpoints.some((endpoint) => endpoint.id === id)) return id;
  const role = plan.endpoints.find((endpoint) => endpoint.id === id)?.role;
  const isOnly = plan.endpoints.filter((endpoint) => endpoint.role === role).length === 1;
  const alike = earlier.endpoints.filter((endpoint) => endpoint.role === role);
  if (isOnly && alike.length === 1) return alike[0]!.id;
  return plan.endpoints.length === 1 && earlier.endpoints.length === 1 ? earlier.endpoints[0]!.id : undefined;
}

function keyOf(endpoint: string, { key, turn }: Pick<CallEntry, 'key' | 'turn'>): string {
  return `${turn} ${key} ${endpoint}`;
}

function add(lists: Map<string, CallEntry[]>, key: string, call: CallEntry): void {
  const list = lists.get(key);
  if (list) list.push(call);
  else lists.set(key, [call]);
}

function valuesOf(calls: readonly CallEntry[], measure: string): number[] {
  const values: number[] = [];
  for (const { measures } of calls) {
    const value = measures[measure]?.value;
    if (value != null) values.push(value);
  }
  return values;
}
