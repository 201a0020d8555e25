import * as vscode from 'vscode';
import type { PanelFound } from '../../protocol/panel';
import type { FindRecordParams, FoundRecords, RecordQuery } from '../../protocol/records';
import type { Records } from './records';

export const EVERY_RECORD: RecordQuery = { filter: 'all', search: '' };

/** What a view looks for in its file, and what that finds. */
export class RecordSearch implements vscode.Disposable {
  found: PanelFound | null = null;
  fault: string | null = null;
  private cancel: vscode.CancellationTokenSource | undefined;
  /** The record that was found last; what is known of it is not asked for once more. */
  private justFound: number | null = null;
  private isCounting = false;
  private isStale = false;

  constructor(
    private readonly records: Records,
    public query: RecordQuery,
  ) {}

  /** True if every record passes. */
  get isOpen(): boolean {
    return this.query.filter === 'all' && this.query.search.trim() === '';
  }

  /**
   * Looks for a record; what was looked for before is given up.
   *
   * @param query another one than the view's own
   * @returns undefined if there is no answer, or the search can't be read
   */
  async find(
    { uri, from, direction }: Omit<FindRecordParams, 'query'>,
    query = this.query,
  ): Promise<FoundRecords | undefined> {
    this.cancel?.cancel();
    const cancel = (this.cancel = new vscode.CancellationTokenSource());
    const result = await this.records.find({ uri, from, direction, query }, cancel.token);
    if (cancel.token.isCancellationRequested) return undefined;
    this.fault = result && 'fault' in result ? result.fault : null;
    if (!result || 'fault' in result) return undefined;
    if (query === this.query) {
      this.take(result, result.record);
      this.justFound = result.record;
    }
    return result;
  }

  /** Counts what the query finds, seen from a record; while that is going on, only once more behind it. */
  async count(uri: string, record: () => number | undefined): Promise<void> {
    const isKnown = this.justFound !== null && this.justFound === record();
    this.justFound = null;
    if (this.isOpen) {
      this.found = null;
      this.fault = null;
      return;
    }
    if (isKnown) return;
    this.isStale = true;
    if (this.isCounting) return;
    this.isCounting = true;
    while (this.isStale) {
      this.isStale = false;
      const from = record();
      if (from !== undefined) await this.countFrom(uri, from);
    }
    this.isCounting = false;
  }

  dispose(): void {
    this.cancel?.cancel();
  }

  private async countFrom(uri: string, from: number): Promise<void> {
    const { query } = this;
    const { token } = new vscode.CancellationTokenSource();
    const result = await this.records.find({ uri, from, direction: 'here', query }, token);
    if (!result || query !== this.query) return;
    this.fault = 'fault' in result ? result.fault : null;
    if ('fault' in result) this.found = null;
    else this.take(result, from);
  }

  /** @param from the record that is shown */
  private take({ record, matching, before }: FoundRecords, from: number | null): void {
    // Behind the last one that is found comes the first one.
    const isBehind = record !== null && from !== null && record < from;
    this.found = { matching, before: isBehind ? matching : before, isHere: record !== null && record === from };
  }
}
