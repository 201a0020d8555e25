import * as vscode from 'vscode';
import { Command } from '../../contributions';
import { nameOf } from '../../preview/openText';
import type { DatasetRuns } from './datasetRuns';

/** Says in the status bar how far runs are that go on, and leads to them. */
export class RunsStatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('tuneset.runs', vscode.StatusBarAlignment.Left);

  constructor(private readonly datasets: () => readonly DatasetRuns[]) {
    this.item.name = vscode.l10n.t('Tuneset: Probes');
  }

  update(): void {
    const active = this.datasets().flatMap((runs) => runs.active.map((run) => ({ uri: runs.uri, ...run })));
    const [first] = active;
    if (!first) return this.item.hide();
    const done = active.reduce((sum, { status }) => sum + status.done, 0);
    const total = active.reduce((sum, { status }) => sum + status.total, 0);
    const isPaused = active.every(({ status }) => status.state === 'paused');
    const text = vscode.l10n.t('Probes: {0} of {1}', done, total);
    this.item.text = `${isPaused ? '$(debug-pause)' : '$(sync~spin)'} ${text}`;
    const uri = vscode.Uri.parse(first.uri);
    this.item.tooltip = isPaused
      ? vscode.l10n.t('Probes of {0} are paused', nameOf(uri))
      : vscode.l10n.t('Models are asked for records of {0}', nameOf(uri));
    this.item.command = { command: Command.runMany, title: text, arguments: [uri] };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
