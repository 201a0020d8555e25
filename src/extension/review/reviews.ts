import * as vscode from 'vscode';
import type { PanelOutcome, ReviewSampleParams } from '../../protocol/panel';
import type { RecordRef } from '../../protocol/records';
import { AddReview, type AddReviewParams, type AddReviewResult } from '../../protocol/review';
import type { Reviewing } from '../preview/reviewing';
import type { Server } from '../server';
import { exportReviewed, type ExportWish } from './exportReviewed';
import { offerMergeAttribute } from './offerMergeAttribute';
import { ReportDocuments } from './reportDocument';
import { ReviewerName } from './reviewerName';

/** Index of the record of which something was said last, by file. */
const PLACES = 'tuneset.review.places';

/** Writes down what the user says of records, and shows what was said. */
export class Reviews implements Reviewing, vscode.Disposable {
  private readonly reviewer = new ReviewerName();
  private readonly reports: ReportDocuments;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    this.reports = new ReportDocuments(server);
  }

  dispose(): void {
    this.reviewer.dispose();
    this.reports.dispose();
  }

  async add(ref: RecordRef, { digest, verdict, note }: ReviewSampleParams): Promise<PanelOutcome> {
    const params: AddReviewParams = {
      ...{ uri: ref.uri, anchor: ref.anchor, digest, reviewer: await this.reviewer.of(vscode.Uri.parse(ref.uri)) },
      ...(verdict !== undefined && { verdict }),
      ...(note !== undefined && { note }),
    };
    const result = await this.server.request<AddReviewResult>(AddReview.method, params);
    if (!result) return { refused: vscode.l10n.t('The review could not be written. The log says why.') };
    if ('refused' in result) return result;
    await this.remember(ref.uri, result.record);
    if (result.isNew) void offerMergeAttribute(vscode.Uri.parse(result.file), this.memory);
    return { refused: null };
  }

  /** Index of the record of a file at which the user stopped; 0 for one that was not begun here. */
  stoppedAt(dataset: vscode.Uri): number {
    return this.memory.get<Readonly<Record<string, number>>>(PLACES, {})[dataset.toString()] ?? 0;
  }

  exportReviewed(dataset: vscode.Uri, wish?: ExportWish): Promise<void> {
    return exportReviewed(this.server, dataset, wish);
  }

  showReport(dataset: vscode.Uri): Promise<void> {
    return this.reports.show(dataset);
  }

  private async remember(uri: string, record: number): Promise<void> {
    const places = this.memory.get<Readonly<Record<string, number>>>(PLACES, {});
    await this.memory.update(PLACES, { ...places, [vscode.Uri.parse(uri).toString()]: record });
  }
}
