import * as vscode from 'vscode';
import { RECORD_SCHEME } from '../../protocol/recordDocument';
import { nameOf } from '../preview/openText';
import type { OpenRecord } from './openRecord';

const SCHEME = `${RECORD_SCHEME}-theirs`;

/** Shows what a file says of a record beside what is to be written. */
export class TheirText implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly texts = new Map<string, string>();
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
  );

  dispose(): void {
    this.subscriptions.dispose();
  }

  async compare({ uri, file, record }: OpenRecord, theirs: string): Promise<void> {
    const left = uri.with({ scheme: SCHEME });
    this.texts.set(left.toString(), theirs);
    this.changed.fire(left);
    const title = vscode.l10n.t('{0}, record {1}: the file’s ↔ mine', nameOf(file), record + 1);
    await vscode.commands.executeCommand('vscode.diff', left, uri, title, { preview: true });
  }
}
