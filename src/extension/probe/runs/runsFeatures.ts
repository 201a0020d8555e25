import { join } from 'node:path';
import * as vscode from 'vscode';
import { RunNotes, type RunNote } from '../../../host/probe/runNotes';
import type { RunsPlace } from '../../../protocol/probeRuns';
import { Panel } from '../../contributions';
import { nameOf } from '../../preview/openText';
import { DatasetRuns } from './datasetRuns';
import { RunsPanel } from './runsPanel';
import type { RunsParts } from './runsParts';
import { RunsStatusItem } from './runsStatusItem';
import { selectedRecords } from './selectedRecords';

/** Many probes of datasets: their views, the runs that go on with or without one, and those that were interrupted. */
export class RunsFeatures implements vscode.Disposable {
  /** By URI. */
  private readonly datasets = new Map<string, Promise<DatasetRuns>>();
  private readonly opened = new Set<DatasetRuns>();
  private readonly panels = new Map<string, RunsPanel>();
  private readonly notes: RunNotes;
  private readonly status = new RunsStatusItem(() => [...this.opened]);
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly parts: RunsParts) {
    this.notes = new RunNotes(join(parts.storage.fsPath, 'runs'), process.pid);
    this.subscriptions = vscode.Disposable.from(
      this.status,
      vscode.window.registerWebviewPanelSerializer(Panel.runs, {
        deserializeWebviewPanel: (panel, state) => this.restore(panel, state),
      }),
    );
    void this.offerInterrupted();
  }

  /**
   * Shows the view of a dataset.
   *
   * @param target a file, by its URI; else it is that of the active editor
   * @param preview the file of the active preview
   */
  async open(target: unknown, preview: string | undefined): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const named = target instanceof vscode.Uri ? target.toString() : typeof target === 'string' ? target : undefined;
    const uri = named ?? preview ?? editor?.document.uri.toString();
    if (uri === undefined) return;
    const isShown = editor?.document.uri.toString() === uri;
    const selected = isShown ? await selectedRecords(this.parts.server, editor) : null;
    await this.show(uri, null, selected);
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
    for (const runs of this.opened) runs.dispose();
  }

  /** @param run null: the one that goes on, or else a new one */
  private async show(uri: string, run: string | null, selected: readonly number[] | null): Promise<void> {
    const runs = await this.openRuns(uri);
    if (!runs) return;
    const known = this.panels.get(uri);
    if (known) return known.show(run ?? this.goingOn(runs, selected), selected);
    const panel = vscode.window.createWebviewPanel(Panel.runs, '', vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    this.add(panel, runs, { run: null }).show(run ?? this.goingOn(runs, selected), selected);
  }

  private goingOn(runs: DatasetRuns, selected: readonly number[] | null): string | null {
    return selected ? null : (runs.active.at(-1)?.plan.id ?? null);
  }

  private add(panel: vscode.WebviewPanel, runs: DatasetRuns, place: Pick<RunsPlace, 'run'>): RunsPanel {
    const view = new RunsPanel(panel, runs, this.parts, place);
    this.panels.set(runs.uri, view);
    panel.onDidDispose(() => {
      view.dispose();
      if (this.panels.get(runs.uri) === view) this.panels.delete(runs.uri);
    });
    return view;
  }

  private async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { place } = (state ?? {}) as { readonly place?: Partial<RunsPlace> };
    const { uri, run } = place ?? {};
    const runs = typeof uri === 'string' && !this.panels.has(uri) ? await this.openRuns(uri) : undefined;
    if (runs) this.add(panel, runs, { run: typeof run === 'string' ? run : null });
    else panel.dispose();
  }

  private async openRuns(uri: string): Promise<DatasetRuns | undefined> {
    let opening = this.datasets.get(uri);
    if (!opening) {
      opening = DatasetRuns.open(uri, this.parts, this.notes);
      this.datasets.set(uri, opening);
      // One that is open stays, even if its file can't be read for a while: its runs go on.
      opening.catch(() => this.datasets.delete(uri));
    }
    try {
      const runs = await opening;
      if (!this.opened.has(runs)) {
        this.opened.add(runs);
        runs.onChange(() => this.status.update());
      }
      await runs.refresh();
      return runs;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(reason);
      return undefined;
    }
  }

  /** Tells of runs in this workspace that ended with the editor. */
  private async offerInterrupted(): Promise<void> {
    const notes = await this.notes.interrupted();
    // Each message waits for its user.
    await Promise.all(notes.filter(isHere).map((note) => this.offer(note)));
  }

  private async offer(note: RunNote): Promise<void> {
    await this.notes.remove(note.run).catch(() => undefined);
    const show = vscode.l10n.t('Show the Run');
    const name = nameOf(vscode.Uri.parse(note.uri));
    const message =
      note.name === ''
        ? vscode.l10n.t('Probing {0} was interrupted. What was done is kept, and the run can be resumed.', name)
        : vscode.l10n.t(
            'The run “{0}” of {1} was interrupted. What was done is kept, and it can be resumed.',
            note.name,
            name,
          );
    if ((await vscode.window.showInformationMessage(message, show)) === show) await this.show(note.uri, note.run, null);
  }
}

function isHere({ uri }: RunNote): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined;
}
