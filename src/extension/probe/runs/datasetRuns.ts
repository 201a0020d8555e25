import * as vscode from 'vscode';
import { ResultFile } from '../../../host/probe/resultFile';
import { runClock } from '../../../host/probe/runClock';
import type { RunNotes } from '../../../host/probe/runNotes';
import { withinTime } from '../../../host/withinTime';
import { BatchRun } from '../../../probe/batch/batchRun';
import type { RunPlan } from '../../../probe/batch/plan';
import { wholeCases, type RunEntry } from '../../../probe/batch/resultBook';
import { resultFileOf } from '../../../probe/batch/resultFileName';
import type { CaseName, ProbeLine } from '../../../probe/batch/resultLine';
import type { RunStatus } from '../../../probe/batch/runParts';
import type { CountedCases, RunWish } from '../../../protocol/probeRuns';
import { nameOf } from '../../preview/openText';
import { checkWish } from './checkWish';
import { estimatedTokens, someOf } from './estimate';
import { newPlan } from './newPlan';
import { RunCases } from './runCases';
import { RunEndpoints } from './runEndpoints';
import type { RunsParts } from './runsParts';

/** Milliseconds that a regular expression of a measure may take for one answer. */
const TOO_LONG = 200;

/** The runs of one dataset: those of its file of results, and those that are made now. They go on whether or not a view shows them. */
export class DatasetRuns implements vscode.Disposable {
  readonly cases: RunCases;
  /** What runs are made of, by id; those that have come to an end stay until another one takes their place. */
  private readonly batches = new Map<string, BatchRun>();
  /** Runs that another window is making. */
  private elsewhereNow: ReadonlySet<string> = new Set();
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onChange = this.changeEmitter.event;
  private isDisposed = false;

  private constructor(
    readonly uri: string,
    readonly file: ResultFile,
    private readonly parts: RunsParts,
    private readonly notes: RunNotes,
  ) {
    this.cases = new RunCases(parts.server, uri);
  }

  /** @throws Error for people if the results can't be kept */
  static async open(uri: string, parts: RunsParts, notes: RunNotes): Promise<DatasetRuns> {
    const { scheme, fsPath } = vscode.Uri.parse(uri);
    if (scheme !== 'file') {
      throw new Error(
        vscode.l10n.t('Results are kept beside the dataset, so it has to be a file on disk. Save it first.'),
      );
    }
    const runs = new DatasetRuns(uri, await ResultFile.open(resultFileOf(fsPath)), parts, notes);
    runs.elsewhereNow = await notes.elsewhere();
    return runs;
  }

  /** How a run stands that was started or resumed here; undefined for others. */
  status(run: string): RunStatus | undefined {
    return this.batches.get(run)?.status;
  }

  isElsewhere(run: string): boolean {
    return this.elsewhereNow.has(run);
  }

  /** Runs that are made here now, or wait to go on. */
  get active(): readonly { readonly plan: RunPlan; readonly status: RunStatus }[] {
    return [...this.batches].flatMap(([id, { status }]) => {
      const plan = this.file.book.run(id)?.plan;
      return plan && isActive(status) ? [{ plan, status }] : [];
    });
  }

  /** Reads what others have written. */
  async refresh(): Promise<void> {
    const before = this.elsewhereNow;
    this.elsewhereNow = await this.notes.elsewhere();
    const isOther = before.size !== this.elsewhereNow.size || [...before].some((run) => !this.elsewhereNow.has(run));
    if ((await this.file.refresh()) || isOther) this.changeEmitter.fire();
  }

  /** @returns undefined if it was cancelled; why not, for people, as a text */
  async count(wish: RunWish, cancel: vscode.CancellationToken): Promise<CountedCases | string | undefined> {
    const chosen = await this.cases.choose(wish, cancel);
    if (chosen === undefined || typeof chosen === 'string') return chosen;
    const { cases, leftOut } = chosen;
    const looked = cases.length === 0 ? [] : await this.cases.get(someOf(cases));
    return {
      cases: cases.length,
      calls: cases.length * wish.endpoints.length * (wish.measures.some(({ kind }) => kind !== 'nll') ? wish.tries : 1),
      leftOut: new Set(leftOut.map(({ record }) => record)).size,
      tokens: estimatedTokens(looked, cases.length, wish),
    };
  }

  /** @returns the run's id, or why it can't be started, for people */
  async start(wished: RunWish): Promise<{ readonly run: string } | { readonly refused: string }> {
    const { endpoints } = this.parts;
    const wish = withFewestTries(wished);
    const refused = checkWish(wish);
    if (refused !== null) return { refused };
    const chosen = await this.cases.choose(wish);
    if (typeof chosen === 'string') return { refused: chosen };
    if (!chosen || chosen.cases.length === 0)
      return { refused: vscode.l10n.t('There is no record that can be asked for.') };
    const asked = wish.endpoints.flatMap((id) => endpoints.find(id) ?? []);
    if (asked.length < wish.endpoints.length) {
      return { refused: vscode.l10n.t('One of the endpoints is not there any more.') };
    }
    const name = nameOf(vscode.Uri.parse(this.uri));
    const plan = newPlan(wish, asked, name, chosen.cases.length, runClock.date());
    const began = await this.begin(plan, chosen.cases, undefined, false);
    return began === null ? { run: plan.id } : { refused: began };
  }

  pause(run: string): void {
    this.batches.get(run)?.pause();
  }

  async cancel(run: string): Promise<void> {
    await this.batches.get(run)?.cancel();
  }

  /** Goes on with a run, where it was stopped in whichever way. @returns why it can't, for people; null: it does */
  async resume(run: string, retryFailed: boolean): Promise<string | null> {
    const batch = this.batches.get(run);
    if (batch?.status.state === 'running') return null;
    if (batch?.status.state === 'paused' && !retryFailed) {
      batch.resume();
      return null;
    }
    await batch?.stop();
    await this.refresh();
    if (this.isElsewhere(run)) return vscode.l10n.t('This run goes on in another window.');
    const known = this.file.book.run(run);
    if (!known) return vscode.l10n.t('This run is not in the file of results any more.');
    const cases = wholeCases(known);
    if (!cases) return vscode.l10n.t('The file of results does not say any more which records this run is about.');
    return this.begin(known.plan, cases, known, retryFailed);
  }

  /** @throws the errors of the file system */
  async append(line: ProbeLine): Promise<void> {
    await this.file.append([line]);
    this.changeEmitter.fire();
  }

  /** Runs that go on are left as they are, to be resumed another time. */
  async stop(): Promise<void> {
    await Promise.all([...this.batches.values()].map((batch) => batch.stop()));
    await this.file.flush().catch(() => undefined);
  }

  dispose(): void {
    this.isDisposed = true;
    void this.stop();
    this.changeEmitter.dispose();
  }

  private async begin(
    plan: RunPlan,
    cases: readonly CaseName[],
    known: RunEntry | undefined,
    retryFailed: boolean,
  ): Promise<string | null> {
    const { endpoints, server, log } = this.parts;
    const ready = await new RunEndpoints(endpoints, server, this.uri).ready(plan);
    if (typeof ready === 'string') return ready;
    // Somebody may have asked for it twice.
    const other = this.batches.get(plan.id);
    if (this.isDisposed || (other && isActive(other.status))) return null;
    const batch = new BatchRun({
      ...{ plan, cases, ...ready, known, retryFailed, clock: runClock },
      getCases: (names, signal) => this.cases.get(names, signal),
      readCall: (entry) => this.file.readCall(entry),
      append: (lines) => this.file.append(lines),
      within: (work) => withinTime(TOO_LONG, work),
      onChange: () => void (this.isDisposed || this.changeEmitter.fire()),
    });
    this.batches.set(plan.id, batch);
    const note = { uri: this.uri, run: plan.id, name: plan.name };
    await this.notes.add(note).catch((error: unknown) => log.error('The run could not be noted.', error));
    void this.follow(plan.id, batch);
    return null;
  }

  private async follow(run: string, batch: BatchRun): Promise<void> {
    try {
      await batch.run();
    } catch (error) {
      this.parts.log.error('A run ended with an error.', error);
    }
    // One that was stopped is offered again.
    if (batch.status.state !== 'stopped') await this.notes.remove(run).catch(() => undefined);
    if (!this.isDisposed) this.changeEmitter.fire();
  }
}

export function isActive({ state }: RunStatus): boolean {
  return state === 'running' || state === 'paused';
}

/** What is only scored is the same each time. */
function withFewestTries(wish: RunWish): RunWish {
  return wish.measures.every(({ kind }) => kind === 'nll') ? { ...wish, tries: 1 } : wish;
}
