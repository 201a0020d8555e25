import type * as vscode from 'vscode';
import { GetCoverage, type CoverageParams, type CoverageResult, type CoverageRow } from '../../../protocol/coverage';
import type { RunsState } from '../../../protocol/probeRuns';
import type { Server } from '../../server';

/** The task types of a dataset with their records, as far as they are known. */
export class TaskTypes implements vscode.Disposable {
  known: RunsState['types'] = [];
  /** Of the file. */
  records = 0;
  private readonly subscription: vscode.Disposable;
  private isDisposed = false;
  private isAsking = false;
  /** Something has changed since it was asked. */
  private isStale = false;

  constructor(
    private readonly server: Server,
    private readonly uri: string,
    private readonly changed: () => void,
  ) {
    this.subscription = server.onCoverageChanged(() => void this.ask());
    void this.ask();
  }

  dispose(): void {
    this.isDisposed = true;
    this.isStale = false;
    this.subscription.dispose();
  }

  private async ask(): Promise<void> {
    this.isStale = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isStale) {
      this.isStale = false;
      await this.askOnce();
    }
    this.isAsking = false;
  }

  private async askOnce(): Promise<void> {
    const params: CoverageParams = { scope: { kind: 'files', uris: [this.uri] } };
    const coverage = await this.server.request<CoverageResult | null>(GetCoverage.method, params);
    if (!coverage || this.isDisposed) return;
    const { untagged, all } = coverage;
    const rows = [...coverage.types, ...coverage.unknownTypes].flatMap(innermost);
    this.known = untagged.records > 0 ? [...rows, { name: '', records: untagged.records }] : rows;
    this.records = all.records;
    this.changed();
  }
}

function innermost({ text, sums, own, children }: CoverageRow): RunsState['types'] {
  if (children.length === 0) return sums.records > 0 ? [{ name: text, records: sums.records }] : [];
  const self = own && own.records > 0 ? [{ name: text, records: own.records }] : [];
  return [...self, ...children.flatMap(innermost)];
}
