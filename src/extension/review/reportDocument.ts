import * as vscode from 'vscode';
import { GetReviewReport, type ReviewReport } from '../../protocol/review';
import type { Server } from '../server';
import { reportMarkdown } from './reportMarkdown';

const SCHEME = 'tuneset-review';

/** Reports of reviews as documents that can be read and not be changed. */
export class ReportDocuments implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
  });

  constructor(private readonly server: Server) {}

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** Opens the report of a dataset beside the editor, or in front of the preview, as it is now. */
  async show(dataset: vscode.Uri): Promise<void> {
    const report = await this.server.request<ReviewReport | null>(GetReviewReport.method, {
      uri: dataset.toString(),
    });
    if (report === undefined) return;
    if (!report) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no review of this file: it is no dataset, or not saved on a disk.'),
      );
      return;
    }
    const name = dataset.path.slice(dataset.path.lastIndexOf('/') + 1);
    const title = vscode.l10n.t('Review of {0}', name);
    // The dataset's own path in the query keeps files of the same name apart.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: dataset.toString() });
    this.texts.set(uri.toString(), reportMarkdown(name, report));
    this.changed.fire(uri);
    // A preview stands beside the editor already, and there is no room for a third one.
    const place = vscode.window.activeTextEditor ? 'markdown.showPreviewToSide' : 'markdown.showPreview';
    await vscode.commands.executeCommand(place, uri);
  }
}
