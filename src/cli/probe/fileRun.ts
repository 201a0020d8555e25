import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { mayHoldResults } from '../../host/probe/isResultFile';
import { ResultFile } from '../../host/probe/resultFile';
import { runClock } from '../../host/probe/runClock';
import { withinTime } from '../../host/withinTime';
import { BatchRun } from '../../probe/batch/batchRun';
import type { RunPlan } from '../../probe/batch/plan';
import { wholeCases, type RunEntry } from '../../probe/batch/resultBook';
import type { CaseName } from '../../probe/batch/resultLine';
import { snapshotOf } from '../../probe/batch/runEndpoint';
import type { RunEndpoint, RunParts, RunStatus } from '../../probe/batch/runParts';
import { CannotRun } from '../cannotRun';
import type { LabelFile } from '../labels/labelFiles';
import { tell } from '../tell';
import { FileCases, type CaseWish } from './fileCases';

/** Milliseconds that a regular expression may take on one answer. */
const TOO_LONG = 200;

/** What is to be done with a file, whichever it is. */
export interface RunWish {
  readonly endpoints: readonly RunEndpoint[];
  readonly judges: ReadonlyMap<string, RunEndpoint>;
  readonly name: string | undefined;
  /** Which records, for people. */
  readonly selection: string;
  readonly plan: Pick<RunPlan, 'tries' | 'measures' | 'limits'>;
  readonly resume: boolean;
  readonly retryFailed: boolean;
}

/** A run that came to its end, or was broken off. */
export interface EndedRun {
  readonly results: ResultFile;
  readonly run: RunEntry;
  readonly status: RunStatus;
  /** Why it stopped by itself, for people. */
  readonly because: string | null;
}

/** Runs many probes of a file; undefined if there is nothing to ask for. @throws CannotRun if nothing can be written, and the errors of the file system */
export async function runFile(
  file: LabelFile,
  path: string,
  wish: RunWish,
  choice: CaseWish,
  signal: AbortSignal,
  onChange: (status: RunStatus) => void,
): Promise<EndedRun | undefined> {
  if (!(await mayHoldResults(path))) {
    throw new CannotRun(
      l10n.t(
        '{0} holds something else than results of probes, so nothing is written to it. Name another file with --results.',
        path,
      ),
    );
  }
  const results = await ResultFile.open(path);
  if (results.book.unreadable > 0) {
    tell(l10n.t('{0}: lines that can’t be read, and are passed over: {1}', path, results.book.unreadable));
  }
  const cases = await FileCases.open(file);
  try {
    const known = wish.resume ? results.book.runs.find((run) => isSameWish(run, wish)) : undefined;
    if (wish.resume && !known)
      tell(l10n.t('{0}: no run of the same wishes is there to go on with; a new one begins.', path));
    const names = (known && wholeCases(known)) ?? (await chosen(cases, choice, file.path));
    if (names.length === 0) return undefined;
    if (known) await cases.find();
    const plan = known?.plan ?? newPlan(file.path, wish, names.length);
    const run = new BatchRun({
      ...partsOf(cases, results),
      ...{ plan, cases: names, known, retryFailed: wish.retryFailed, endpoints: wish.endpoints, judges: wish.judges },
      onChange,
    });
    const { status, because } = await untilEnd(run, signal);
    const found = results.book.run(plan.id);
    if (!found) throw new CannotRun(because ?? l10n.t('It was broken off before anything was asked.'));
    await results.flush();
    return { results, run: found, status, because };
  } finally {
    await cases.close();
  }
}

function partsOf(
  cases: FileCases,
  results: ResultFile,
): Pick<RunParts, 'getCases' | 'readCall' | 'append' | 'within' | 'clock'> {
  return {
    getCases: async (names) => cases.get(names),
    readCall: (entry) => results.readCall(entry),
    append: (lines) => results.append(lines),
    within: (work) => withinTime(TOO_LONG, work),
    clock: runClock,
  };
}

async function chosen(cases: FileCases, choice: CaseWish, path: string): Promise<readonly CaseName[]> {
  const found = await cases.choose(choice);
  const problems = new Map<string, number>();
  for (const { problem } of found.leftOut) problems.set(problem, (problems.get(problem) ?? 0) + 1);
  for (const [problem, count] of problems) tell(l10n.t('{0}: left out {1} ×: {2}', path, count, problem));
  return found.cases;
}

/**
 * A run that pauses by itself waits for nobody here: it is stopped, to go on another time.
 *
 * @returns how it stands, and why it stopped by itself
 */
async function untilEnd(run: BatchRun, signal: AbortSignal): Promise<Pick<EndedRun, 'status' | 'because'>> {
  if (signal.aborted) return { status: run.status, because: null };
  const cancel = (): void => void run.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let because: string | null = null;
  const watch = setInterval(() => {
    const { state, inFlight, pausedBecause } = run.status;
    if (state !== 'paused' || inFlight > 0) return;
    because = pausedBecause;
    void run.stop();
  }, 20);
  try {
    await run.run();
    const { status } = run;
    return { status, because: because ?? status.pausedBecause };
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', cancel);
  }
}

function newPlan(path: string, { endpoints, name, selection, plan }: RunWish, cases: number): RunPlan {
  const at = runClock.date();
  return {
    ...{ kind: 'run', version: 1, id: randomUUID() },
    ...{ name: name ?? endpoints.map(({ endpoint }) => endpoint.name).join(', '), at },
    ...{ dataset: basename(path), selection, cases },
    endpoints: endpoints.map(({ endpoint }) => snapshotOf(endpoint)),
    sampling: {},
    ...plan,
  };
}

/** True for a run that was to do the same; how fast is no matter. */
function isSameWish({ plan }: RunEntry, { endpoints, selection, plan: { tries, measures } }: RunWish): boolean {
  const own = endpoints.map(({ endpoint }) => snapshotOf(endpoint));
  return (
    JSON.stringify([plan.endpoints, plan.selection, plan.tries, plan.measures]) ===
    JSON.stringify([own, selection, tries, measures])
  );
}
