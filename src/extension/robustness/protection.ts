import * as vscode from 'vscode';
import type { MarkedTouchedParams } from '../../protocol/twins';
import type { Server } from '../server';

/** Files for which the user wants no more warnings. */
const UNASKED = 'tuneset.robustness.unaskedFiles';
/** Edits of a file that are remembered until the server has seen them. */
const REMEMBERED = 100;
/** Steps that are undone at most. */
const STEPS = 20;

/** Warns, with a way back, right after an edit that deletes marked records or rewrites their prompts. */
export class Protection implements vscode.Disposable {
  /** By file: the versions that came from undo or redo, where there is nothing to ask. */
  private readonly unasked = new Map<string, number[]>();
  private readonly asking = new Set<string>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    server: Server,
    private readonly state: vscode.Memento,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.note(event)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.unasked.delete(uri.toString())),
      server.onMarkedTouched((touched) => void this.warn(touched)),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private note({ document, reason, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || reason === undefined) return;
    const uri = document.uri.toString();
    this.unasked.set(uri, [...(this.unasked.get(uri) ?? []), document.version].slice(-REMEMBERED));
  }

  private async warn(touched: MarkedTouchedParams): Promise<void> {
    const uri = vscode.Uri.parse(touched.uri);
    const key = uri.toString();
    const files = this.state.get<readonly string[]>(UNASKED, []);
    if (this.unasked.get(key)?.includes(touched.version) || this.asking.has(key) || files.includes(key)) return;
    // What has come from disk is as it is there. With the edit itself VS Code doesn't tell yet.
    if (!vscode.workspace.textDocuments.find((document) => document.uri.toString() === key)?.isDirty) return;
    const undo = vscode.l10n.t('Undo');
    const never = vscode.l10n.t('Don’t Ask Again for This File');
    this.asking.add(key);
    try {
      const answer = await vscode.window.showWarningMessage(warningText(touched), undo, never);
      if (answer === undo) await undoUntilThere(uri, touched.texts);
      if (answer === never) await this.state.update(UNASKED, [...files, key]);
    } finally {
      this.asking.delete(key);
    }
  }
}

function warningText({ deleted, rewritten }: MarkedTouchedParams): string {
  if (deleted === 0 && rewritten === 1) {
    return vscode.l10n.t('You have changed a prompt that is bad on purpose: its record is marked as robustness data.');
  }
  if (deleted === 1 && rewritten === 0) {
    return vscode.l10n.t('You have deleted a record that is bad on purpose: it was marked as robustness data.');
  }
  return vscode.l10n.t(
    'Records marked as robustness data, bad on purpose: {0} deleted, {1} with another prompt.',
    deleted,
    rewritten,
  );
}

/** Takes steps back until the records stand there again as they were. */
async function undoUntilThere(uri: vscode.Uri, texts: readonly string[]): Promise<void> {
  const { document } = await vscode.window.showTextDocument(uri);
  const isThere = (): boolean => {
    const text = document.getText();
    return texts.every((each) => text.includes(each));
  };
  for (let step = 0; step < STEPS && !isThere(); step++) {
    const { version } = document;
    await vscode.commands.executeCommand('undo');
    if (document.version === version) return;
  }
}
