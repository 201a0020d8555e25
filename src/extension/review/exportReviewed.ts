import * as vscode from 'vscode';
import {
  ExportReviewed,
  GetReviewReport,
  type ExportReviewedParams,
  type ExportReviewedResult,
  type ReviewReport,
  type Verdict,
} from '../../protocol/review';
import type { Server } from '../server';
import { formatNumber } from '../tokens/formatNumber';
import { verdictText } from './verdictText';

/** What a key binding may settle beforehand: which records, and the URI of a file that is not there yet; then nothing is asked. */
export interface ExportWish {
  readonly verdict?: Verdict;
  readonly into?: string;
}

/** Copies the records of a verdict into a new file, which is opened then. */
export async function exportReviewed(server: Server, dataset: vscode.Uri, wish: ExportWish = {}): Promise<void> {
  const verdict = wish.verdict ?? (await askVerdict(server, dataset));
  if (!verdict) return;
  const target = wish.into === undefined ? await askTarget(dataset, verdict) : vscode.Uri.parse(wish.into);
  if (!target) return;
  const container = /\.json$/i.test(target.path) ? 'array' : 'jsonl';
  const params: ExportReviewedParams = {
    ...{ uri: dataset.toString(), verdict, container, target: target.toString() },
    // The dialog has asked whether a file that is there may be replaced.
    overwrite: wish.into === undefined,
  };
  const result = await withProgress(server, params);
  if (!result) return;
  if ('error' in result) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The new file could not be written: {0}', result.error));
    return;
  }
  if ('text' in result) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(target), { preview: false });
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Records written: {0}', result.records)}`, 8000);
}

async function askVerdict(server: Server, dataset: vscode.Uri): Promise<Verdict | undefined> {
  const report = await server.request<ReviewReport | null>(GetReviewReport.method, { uri: dataset.toString() });
  const { accepted = 0, rejected = 0, needsWork = 0 } = report?.progress ?? {};
  const counts: Readonly<Record<Verdict, number>> = { accepted, rejected, 'needs-work': needsWork };
  const picks = (Object.keys(counts) as Verdict[])
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const description = vscode.l10n.t('{0} records', formatNumber(counts[verdict]));
      return { verdict, label: verdictText(verdict), description };
    });
  if (picks.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No record of this file has a verdict, so there is nothing to export.'),
    );
    return undefined;
  }
  const options = {
    title: vscode.l10n.t('Export Reviewed Records'),
    placeHolder: vscode.l10n.t('Which records are to be copied, as they stand, into a new file?'),
  };
  return (await vscode.window.showQuickPick(picks, options))?.verdict;
}

/** @returns undefined if the user gives up */
async function askTarget(dataset: vscode.Uri, verdict: Verdict): Promise<vscode.Uri | undefined> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: dataset.with({ path: dataset.path.replace(/(\.[^./]*)?$/, (extension) => `.${verdict}${extension}`) }),
    filters: { JSONL: ['jsonl'], JSON: ['json'] },
    title: vscode.l10n.t('Export Reviewed Records'),
    saveLabel: vscode.l10n.t('Export'),
  });
  if (target?.toString() !== dataset.toString()) return target;
  const message = vscode.l10n.t('The dataset itself is not overwritten. Choose another name.');
  const again = vscode.l10n.t('Choose Another…');
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, again);
  return answer === again ? askTarget(dataset, verdict) : undefined;
}

function withProgress(server: Server, params: ExportReviewedParams): Thenable<ExportReviewedResult | null | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: vscode.l10n.t('Exporting reviewed records'),
  };
  return vscode.window.withProgress(options, (progress, cancel) =>
    server.requestWithProgress<ExportReviewedResult | null>(
      ExportReviewed.method,
      params,
      (message) => progress.report({ message: message ?? '' }),
      cancel,
    ),
  );
}
