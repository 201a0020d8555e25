import { join } from 'node:path';
import * as vscode from 'vscode';
import { CallJournal, isProcessRunning } from '../../host/probe/callJournal';
import { sha256 } from '../../host/sha256';
import type { ProbeProgressParams } from '../../protocol/probe';
import { DatasetCalls } from './datasetCalls';

/** Something has come of a call of a dataset. */
export interface CallProgress extends ProbeProgressParams {
  /** URI of the dataset. */
  readonly dataset: string;
}

/** The calls of all datasets: what goes on does so whichever view is shown, and what has ended is kept in the extension's storage. */
export class ProbeCalls implements vscode.Disposable {
  private readonly datasets = new Map<string, DatasetCalls>();
  private readonly changeEmitter = new vscode.EventEmitter<string>();
  /** Fires with the URI of a dataset of which other calls are to be shown. */
  readonly onChange = this.changeEmitter.event;
  private readonly progressEmitter = new vscode.EventEmitter<CallProgress>();
  readonly onProgress = this.progressEmitter.event;
  private isFaultTold = false;

  constructor(
    private readonly storage: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Of a dataset; {@link DatasetCalls.load} reads what was kept. */
  of(dataset: string): DatasetCalls {
    let calls = this.datasets.get(dataset);
    if (!calls) this.datasets.set(dataset, (calls = this.open(dataset)));
    return calls;
  }

  /** Connections are closed, which frees the servers' slots; what has come is kept. */
  dispose(): void {
    for (const calls of this.datasets.values()) calls.cancelAll();
    this.changeEmitter.dispose();
    this.progressEmitter.dispose();
  }

  private open(dataset: string): DatasetCalls {
    const folder = join(this.storage.fsPath, 'probes', sha256(dataset).slice(0, 32));
    return new DatasetCalls({
      journal: new CallJournal(folder, process.pid, isProcessRunning),
      now: () => performance.now(),
      onChange: () => this.changeEmitter.fire(dataset),
      onProgress: (progress) => this.progressEmitter.fire({ ...progress, dataset }),
      onFault: (error) => this.tellFault(error),
      cutOff: () => vscode.l10n.t('VS Code was closed before the answer was complete.'),
    });
  }

  private tellFault(error: unknown): void {
    this.log.error('Calls could not be written down.', error);
    if (this.isFaultTold) return;
    this.isFaultTold = true;
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('What models answer can’t be kept beyond this session: {0}', reason),
    );
  }
}
