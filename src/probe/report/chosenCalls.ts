import type { CallEntry, ResultBook, RunEntry } from '../batch/resultBook';
import { lessIsBetter, measureId } from '../measures/measure';
import { callGroups } from './callGroups';
import type { ReportDimension } from './report';

/** Which calls of a run are meant, and in which order; as `ListCallsParams`. */
export interface CallWish {
  readonly endpoint: string | null;
  readonly group: { readonly dimension: ReportDimension; readonly name: string } | null;
  /** Sorted by this measure (its id), the worst first and those without it last; null: by record. */
  readonly measure: string | null;
  readonly only: 'all' | 'failed' | 'truncated' | 'judged';
}

/** The calls behind a number of a report: as many as it says. */
export function chosenCalls(
  run: RunEntry,
  book: Pick<ResultBook, 'judgement'>,
  { endpoint, group, measure, only }: CallWish,
): readonly CallEntry[] {
  const calls = [...run.calls.values()].filter(
    (call) =>
      call.state !== 'cancelled' &&
      (endpoint === null || call.endpoint.id === endpoint) &&
      (!group || callGroups(call, group.dimension, book).includes(group.name)) &&
      (only === 'all' || only === 'judged' || call.state === only) &&
      (only !== 'judged' || book.judgement(call.id) !== undefined),
  );
  const byPlace = calls.toSorted((a, b) => a.record - b.record || a.turn - b.turn || a.try - b.try);
  if (measure === null) return byPlace;
  const kind = run.plan.measures.find((wish) => measureId(wish) === measure)?.kind;
  const sign = kind && lessIsBetter(kind) ? -1 : 1;
  const rank = ({ measures }: CallEntry): number => {
    const value = measures[measure]?.value;
    return value == null ? Infinity : sign * value;
  };
  return byPlace.toSorted((a, b) => order(rank(a), rank(b)));
}

function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
