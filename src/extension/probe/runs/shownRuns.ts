import { failureClasses } from '../../../probe/batch/resultLine';
import type { ResultBook, RunEntry } from '../../../probe/batch/resultBook';
import type { RunStatus } from '../../../probe/batch/runParts';
import { runReport, stateOf, totalOf } from '../../../probe/report/runReport';
import type { RunReport, RunSummary, ShownRun } from '../../../protocol/probeRuns';
import type { DatasetRuns } from './datasetRuns';

/** Errors that are told. */
const MOST_FAULTS = 5;

/** The runs of a file of results as a list. */
export function runSummaries(runs: DatasetRuns): readonly RunSummary[] {
  return runs.file.book.runs.map((run) => {
    const { id, name, at, endpoints, selection } = run.plan;
    const calls = [...run.calls.values()].filter(({ state }) => state !== 'cancelled');
    const total = totalOf(run);
    return {
      plan: { id, name, at, endpoints, selection },
      state: liveState(runs, id) ?? stateOf(run, calls.length, total),
      done: calls.length,
      total,
      failed: calls.filter(({ state }) => state === 'failed').length,
    };
  });
}

/** All that a view shows of a run. @param comparedWith id of another run */
export function shownRun(runs: DatasetRuns, run: RunEntry, comparedWith: string | null): ShownRun {
  const { book } = runs.file;
  const status = runs.status(run.plan.id);
  const state = liveState(runs, run.plan.id);
  const earlier = comparedWith === null ? undefined : book.run(comparedWith);
  return {
    report: runReport(run, book, { ...(state && { state }), earlier }),
    comparedWith: earlier ? comparedWith : null,
    inFlight: status?.inFlight ?? 0,
    remaining: status?.remaining ?? null,
    waiting: status?.waiting ?? null,
    pausedBecause: status?.pausedBecause ?? null,
    faults: faultsOf(run, status),
    classes: classesOf(run, book),
  };
}

/** How a run stands that is made now, here or in another window; undefined: the lines tell. */
function liveState(runs: DatasetRuns, run: string): RunReport['state'] | undefined {
  const state = runs.status(run)?.state;
  if (state === 'running' || state === 'paused') return state;
  return runs.isElsewhere(run) ? 'running' : undefined;
}

/** The most frequent errors of the calls that stand, and those that kept a run from going on. */
function faultsOf({ calls }: RunEntry, status: RunStatus | undefined): ShownRun['faults'] {
  const counts = new Map<string, number>();
  for (const { fault, state } of calls.values()) {
    if (fault && state !== 'cancelled') counts.set(fault.message, (counts.get(fault.message) ?? 0) + 1);
  }
  for (const { message, count } of status?.faults ?? []) if (!counts.has(message)) counts.set(message, count);
  return [...counts]
    .map(([message, count]) => ({ message, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_FAULTS);
}

/** How often each class was given in a run; the team's own are there even if none of its calls has them. */
function classesOf({ calls }: RunEntry, book: ResultBook): ShownRun['classes'] {
  const counts = new Map<string, number>();
  for (const { call, class: name } of book.judgements) {
    if (name === null) continue;
    const isOwn = !failureClasses.some((each) => each === name);
    const isHere = calls.has(call);
    if (isHere || isOwn) counts.set(name, (counts.get(name) ?? 0) + (isHere ? 1 : 0));
  }
  return Object.fromEntries(counts);
}
