import * as vscode from 'vscode';
import { reportCsv, reportMarkdown } from '../../../probe/report/reportText';
import {
  CountCases,
  ListCalls,
  RunAction,
  RunsReady,
  ShowRuns,
  StartRun,
  type CountedCases,
  type ListCallsParams,
  type RunActionParams,
  type RunOutcome,
  type RunsPlace,
  type RunsState,
  type RunWish,
} from '../../../protocol/probeRuns';
import { nameOf } from '../../preview/openText';
import { ReviewerName } from '../../review/reviewerName';
import type { ViewHandlers } from '../../views/viewConnection';
import { ViewPanel } from '../../views/viewPanel';
import type { DatasetRuns } from './datasetRuns';
import { listCalls } from './listedCalls';
import type { RunsParts } from './runsParts';
import { runSummaries, shownRun } from './shownRuns';
import { TaskTypes } from './taskTypes';

/** Milliseconds between what the page is told at most; and how much longer than it took to add it all up. */
const PAUSE = 300;
const REST = 8;
/** Milliseconds after which it is looked whether others have written results. */
const LOOK_AGAIN = 3000;

/** The view of many probes of one dataset. */
export class RunsPanel implements vscode.Disposable {
  private readonly view: ViewPanel<RunsState>;
  private readonly reviewer = new ReviewerName();
  private readonly types: TaskTypes;
  private readonly subscriptions: vscode.Disposable;
  private readonly looking: NodeJS.Timeout;
  private run: string | null;
  private comparedWith: string | null = null;
  private selected: readonly number[] | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** Milliseconds that it took to add everything up. */
  private took = 0;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly runs: DatasetRuns,
    private readonly parts: RunsParts,
    place: Pick<RunsPlace, 'run'>,
  ) {
    const { endpoints, extensionUri, log, server } = parts;
    this.run = place.run;
    this.types = new TaskTypes(server, runs.uri, () => this.push());
    panel.title = vscode.l10n.t('Probes of {0}', this.name);
    this.view = new ViewPanel<RunsState>(panel, {
      ...{ view: 'runs', icon: 'runs', extensionUri, log },
      ...{ ready: RunsReady.method, show: ShowRuns.method, state: () => this.state() },
      handlers: this.handlers(),
    });
    this.subscriptions = vscode.Disposable.from(
      this.view,
      this.reviewer,
      this.types,
      runs.onChange(() => this.push()),
      endpoints.onChange(() => this.push()),
      server.onStatus((uri) => void (uri === runs.uri && this.push())),
      panel.onDidChangeViewState(() => void this.look()),
    );
    this.looking = setInterval(() => void this.look(), LOOK_AGAIN);
  }

  /** @param run null: a new one is set up. @param selected records that are offered then */
  show(run: string | null, selected: readonly number[] | null = null): void {
    this.run = run;
    this.comparedWith = null;
    this.selected = selected;
    this.panel.reveal();
    this.view.push();
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearInterval(this.looking);
    this.subscriptions.dispose();
  }

  private get name(): string {
    return nameOf(vscode.Uri.parse(this.runs.uri));
  }

  /** Tells the page soon, and not more often than it is worth. */
  private push(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        this.view.push();
      },
      Math.max(PAUSE, REST * this.took),
    );
  }

  private async look(): Promise<void> {
    if (!this.panel.visible) return;
    try {
      await this.runs.refresh();
    } catch (error) {
      this.parts.log.error('The results can’t be read.', error);
    }
  }

  private state(): RunsState {
    const began = performance.now();
    const { runs, parts, types } = this;
    const { endpoints, server, queryOf } = parts;
    const shown = this.run === null ? undefined : runs.file.book.run(this.run);
    const state: RunsState = {
      ...{ uri: runs.uri, name: this.name, resultFile: nameOf(vscode.Uri.file(runs.file.path)) },
      ...{ endpoints: endpoints.shown, locked: endpoints.locked },
      runs: runSummaries(runs),
      shown: shown ? shownRun(runs, shown, this.comparedWith) : null,
      unreadable: runs.file.book.unreadable,
      query: queryOf(runs.uri),
      // They may be many, and a run that is shown has no use for them.
      selected: shown ? null : this.selected,
      types: types.known,
      records: server.status(vscode.Uri.parse(runs.uri))?.records ?? types.records,
    };
    this.took = performance.now() - began;
    return state;
  }

  private handlers(): ViewHandlers {
    const { runs } = this;
    return {
      [StartRun.method]: (wish: RunWish) => this.start(wish),
      [CountCases.method]: (wish: RunWish, cancel: vscode.CancellationToken) => this.count(wish, cancel),
      [ListCalls.method]: (params: ListCallsParams) => listCalls(runs.file, params),
      [RunAction.method]: async (action: RunActionParams): Promise<RunOutcome> => ({
        refused: (await this.act(action)) ?? null,
      }),
    };
  }

  private async start(wish: RunWish): Promise<RunOutcome> {
    const { locked } = this.parts.endpoints;
    if (locked !== null) return { refused: locked };
    const started = await this.runs.start(wish);
    if ('refused' in started) return started;
    this.run = started.run;
    this.comparedWith = null;
    this.push();
    return { refused: null };
  }

  /** What can't be counted is told where it is started. */
  private async count(wish: RunWish, cancel: vscode.CancellationToken): Promise<CountedCases | null> {
    const counted = await this.runs.count(wish, cancel);
    return typeof counted === 'object' ? counted : null;
  }

  /** @returns why it can't be done, for people */
  private async act(action: RunActionParams): Promise<string | null | void> {
    const { runs, parts } = this;
    switch (action.kind) {
      case 'show':
        this.run = action.run;
        this.comparedWith = null;
        return this.view.push();
      case 'compareWith':
        this.comparedWith = action.run;
        return this.view.push();
      case 'pause':
      case 'cancel':
        if (runs.isElsewhere(action.run)) return vscode.l10n.t('This run goes on in another window.');
        return runs[action.kind](action.run);
      case 'resume':
      case 'retryFailed':
        return parts.endpoints.locked ?? runs.resume(action.run, action.kind === 'retryFailed');
      case 'openRecord':
        return this.openRecord(action.call);
      case 'openResults':
        await vscode.window.showTextDocument(vscode.Uri.file(runs.file.path), { preview: true });
        return;
      case 'copyReport':
        return this.copyReport(action.as);
      case 'judge':
        return this.judge(action);
      case 'endpoints':
        return parts.showEndpoints();
    }
  }

  private async openRecord(call: string): Promise<string | null> {
    const { runs, parts } = this;
    const entry = runs.file.book.call(call);
    if (!entry) return vscode.l10n.t('This call is not in the file of results any more.');
    const { record, key, turn } = entry;
    const found = await runs.cases.find({ record, key, turn });
    if (found !== null) {
      parts.openRecord(runs.uri, found);
      return null;
    }
    parts.openRecord(runs.uri, record);
    return vscode.l10n.t(
      'The record says something else since it was probed. The one that stands in its place is shown.',
    );
  }

  private async copyReport(as: 'markdown' | 'csv'): Promise<string | null> {
    const { runs, run } = this;
    const entry = run === null ? undefined : runs.file.book.run(run);
    if (!entry) return null;
    const { report } = shownRun(runs, entry, this.comparedWith);
    await vscode.env.clipboard.writeText(as === 'csv' ? reportCsv(report) : reportMarkdown(report));
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied.')}`, 3000);
    return null;
  }

  private async judge({
    call,
    class: name,
    note,
  }: Extract<RunActionParams, { kind: 'judge' }>): Promise<string | null> {
    const { runs } = this;
    const entry = runs.file.book.call(call);
    if (!entry) return vscode.l10n.t('This call is not in the file of results any more.');
    const { key, taskTypes } = entry;
    const [at, by] = [new Date().toISOString(), await this.reviewer.of(vscode.Uri.parse(runs.uri))];
    await runs.append({ kind: 'judgement', call, key, taskTypes, class: name, note, at, by });
    return null;
  }
}
