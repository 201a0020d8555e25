import type { CallEntry, ResultBook, RunEntry } from '../batch/resultBook';
import { callGroups } from './callGroups';
import { Comparison } from './comparison';
import { mean, median, standardError } from './numbers';
import { reportDimensions, type GroupMeasure, type ReportDimension, type ReportGroup, type RunReport } from './report';

/** What a run amounts to. */
export interface ReportWish {
  /** Of a run that is in this process; else the lines tell. */
  readonly state?: RunReport['state'];
  /** The earlier run that it is compared with. */
  readonly earlier?: RunEntry | undefined;
}

/** Adds up a run. */
export function runReport(run: RunEntry, book: Pick<ResultBook, 'judgement'>, wish: ReportWish = {}): RunReport {
  const calls = [...run.calls.values()].filter(({ state }) => state !== 'cancelled');
  const total = totalOf(run);
  return {
    plan: run.plan,
    state: wish.state ?? stateOf(run, calls.length, total),
    done: calls.length,
    failed: countOf(calls, 'failed'),
    truncated: countOf(calls, 'truncated'),
    total,
    usage: usageOf(calls),
    medianFirstTokenMs: median(calls.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    medianTotalMs: median(calls.filter(isAnswered).map(({ totalMs }) => totalMs)),
    groups: groupsOf(calls, run, book, wish.earlier && new Comparison(run.plan, wish.earlier)),
  };
}

/** How many calls a run is to have: those of skipped cases are none. */
export function totalOf({ plan, calls, skipped }: RunEntry): number {
  const ofCase = plan.tries * plan.endpoints.length;
  let total = (plan.cases - skipped.size) * ofCase;
  if (skipped.size === 0) return total;
  for (const id of calls.keys()) if (skipped.has(caseOf(id, plan.id))) total++;
  return total;
}

/** Index of the case of a call's id. */
function caseOf(id: string, run: string): number {
  return Number(id.slice(run.length + 1).split('.')[0]);
}

/** How a run stands that nobody is making now. */
export function stateOf({ end, calls }: RunEntry, done: number, total: number): RunReport['state'] {
  if (done >= total) return 'completed';
  if (!end) return 'interrupted';
  if (end.outcome === 'completed') return 'completed';
  const isLater = [...calls.values()].some(({ at, state }) => at > end.at && state !== 'cancelled');
  return isLater ? 'interrupted' : 'cancelled';
}

function countOf(calls: readonly CallEntry[], wanted: CallEntry['state']): number {
  return calls.filter(({ state }) => state === wanted).length;
}

function isAnswered({ state, isOnlyScored }: CallEntry): boolean {
  return state === 'finished' && isOnlyScored !== true;
}

function usageOf(calls: readonly CallEntry[]): RunReport['usage'] {
  let prompt = 0;
  let completion = 0;
  for (const { usage } of calls) {
    prompt += usage?.prompt ?? 0;
    completion += usage?.completion ?? 0;
  }
  return { prompt, completion };
}

function groupsOf(
  calls: readonly CallEntry[],
  run: RunEntry,
  book: Pick<ResultBook, 'judgement'>,
  comparison: Comparison | undefined,
): readonly ReportGroup[] {
  return reportDimensions.flatMap((dimension) => {
    const byName = new Map<string, Map<string, CallEntry[]>>();
    for (const call of calls) {
      for (const name of callGroups(call, dimension, book)) {
        const byEndpoint = byName.get(name) ?? new Map<string, CallEntry[]>();
        byName.set(name, byEndpoint);
        const own = byEndpoint.get(call.endpoint.id);
        if (own) own.push(call);
        else byEndpoint.set(call.endpoint.id, [call]);
      }
    }
    const groups = [...byName].flatMap(([name, byEndpoint]) =>
      [...byEndpoint].map(([endpoint, own]) => ({ name, endpoint, calls: own })),
    );
    const places = new Map(run.plan.endpoints.map(({ id }, i) => [id, i]));
    return groups
      .toSorted(
        (a, b) => orderOf(dimension, a.name, b.name) || (places.get(a.endpoint) ?? 0) - (places.get(b.endpoint) ?? 0),
      )
      .map((group) => ({
        dimension,
        name: group.name,
        endpoint: group.endpoint,
        calls: group.calls.length,
        failed: countOf(group.calls, 'failed'),
        truncated: countOf(group.calls, 'truncated'),
        measures: measuresOf(group.calls, comparison),
      }));
  });
}

/** Numbers by size, names by their letters, and what has no name at the end. */
function orderOf(dimension: ReportDimension, a: string, b: string): number {
  if (dimension === 'turnCount') return Number(a) - Number(b);
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function measuresOf(
  calls: readonly CallEntry[],
  comparison: Comparison | undefined,
): Readonly<Record<string, GroupMeasure>> {
  const values = new Map<string, number[]>();
  for (const { measures } of calls) {
    for (const [id, { value }] of Object.entries(measures)) {
      if (value === null) continue;
      const list = values.get(id) ?? [];
      values.set(id, list);
      list.push(value);
    }
  }
  return Object.fromEntries(
    [...values].map(([id, list]): [string, GroupMeasure] => {
      const shared = comparison?.shared(calls, id);
      return [
        id,
        {
          count: list.length,
          mean: mean(list),
          error: standardError(list),
          ...(shared && { shared }),
        },
      ];
    }),
  );
}
