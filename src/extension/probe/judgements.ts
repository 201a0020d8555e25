import * as vscode from 'vscode';
import { ResultFile } from '../../host/probe/resultFile';
import { failureClasses, type ProbeLine } from '../../probe/batch/resultLine';
import { resultFileOf } from '../../probe/batch/resultFileName';
import type { ProbeCall } from '../../protocol/probe';
import { ReviewerName } from '../review/reviewerName';
import type { DatasetCalls } from './datasetCalls';
import { callLine, type KeptCall } from './keptCall';

/** What people say of calls: it goes into the file of results beside the dataset, with the calls themselves. */
export class Judgements implements vscode.Disposable {
  private readonly reviewer = new ReviewerName();
  /** By path. */
  private readonly files = new Map<string, Promise<ResultFile>>();

  dispose(): void {
    this.reviewer.dispose();
  }

  /** The team's own classes of bad cases, as far as the file of results has any. */
  async classes(dataset: vscode.Uri): Promise<readonly string[]> {
    const file = await this.fileOf(dataset)?.catch(() => undefined);
    if (!file) return [];
    await file.refresh();
    const named = [...file.book.judgements].flatMap(({ class: name }) => name ?? []);
    const own = named.filter((name) => !failureClasses.some((each) => each === name));
    return [...new Set(own)].sort((a, b) => a.localeCompare(b));
  }

  async judge(
    dataset: vscode.Uri,
    calls: DatasetCalls,
    id: string,
    judgement: NonNullable<ProbeCall['judgement']>,
  ): Promise<void> {
    const entry = calls.get(id);
    if (!entry) return;
    const { key, taskTypes } = entry.call;
    const line = { kind: 'judgement', call: id, key, taskTypes, ...judgement, ...(await this.said(dataset)) } as const;
    if (!(await this.write(dataset, calls, [entry.call], line))) return;
    calls.note({ kind: 'judge', call: id, judgement });
  }

  async vote(
    dataset: vscode.Uri,
    calls: DatasetCalls,
    group: readonly KeptCall[],
    best: string | null,
    isBlind: boolean,
  ): Promise<void> {
    const ids = group.map(({ id }) => id);
    if (ids.length === 0) return;
    const line = { kind: 'vote', calls: ids, best, isBlind, ...(await this.said(dataset)) } as const;
    if (await this.write(dataset, calls, group, line)) calls.note({ kind: 'vote', calls: ids, best });
  }

  private async said(dataset: vscode.Uri): Promise<{ readonly at: string; readonly by: string }> {
    return { at: new Date().toISOString(), by: await this.reviewer.of(dataset) };
  }

  /** Calls that are not in the file yet come before what is said of them. @returns false if it can't be written, which is told */
  private async write(
    dataset: vscode.Uri,
    calls: DatasetCalls,
    of: readonly KeptCall[],
    line: ProbeLine,
  ): Promise<boolean> {
    const opening = this.fileOf(dataset);
    if (!opening) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Only beside a dataset on disk can it be kept what people say of answers. Save the file first.'),
      );
      return false;
    }
    const unwritten = of.filter(({ id }) => calls.get(id)?.isWritten === false);
    try {
      await (await opening).append([...unwritten.map(callLine), line]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} could not be written: {1}', resultFileOf(dataset.path), reason),
      );
      return false;
    }
    if (unwritten.length > 0) calls.note({ kind: 'written', calls: unwritten.map(({ id }) => id) });
    return true;
  }

  /** Undefined for what is not on disk. */
  private fileOf(dataset: vscode.Uri): Promise<ResultFile> | undefined {
    if (dataset.scheme !== 'file') return undefined;
    const path = resultFileOf(dataset.fsPath);
    let file = this.files.get(path);
    if (!file) {
      file = ResultFile.open(path);
      this.files.set(path, file);
      file.catch(() => this.files.delete(path));
    }
    return file;
  }
}
