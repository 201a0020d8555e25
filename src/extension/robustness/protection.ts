import * as vscode from 'vscode';
import type { MarkedTouchedParams } from '../../protocol/twins';
import type { Server } from '../server';
import { isBack, lossOf, together, undoLoss, type Loss } from './losses';

/** Files for which the user wants no more warnings. */
const UNASKED = 'tuneset.robustness.unaskedFiles';
/** Edits of a file that are remembered until the server has seen them. */
const REMEMBERED = 100;
/** Milliseconds in which a record that was cut may be pasted elsewhere. */
const MOVING = 1_500;
/** Milliseconds after which a warning that nobody has answered no longer stands for what happens next; VS Code has hidden it by then. */
const LAPSE = 20_000;

/** Warns, with a way back, right after an edit that deletes marked records or rewrites their prompts. */
export class Protection implements vscode.Disposable {
  /** By file: the versions that came from undo or redo, where there is nothing to ask. */
  private readonly unasked = new Map<string, number[]>();
  /** By file: what there is to ask about. */
  private readonly losses = new Map<string, Loss[]>();
  /** Files for which a warning is due or shown. */
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
    if (this.unasked.get(key)?.includes(touched.version) || this.isSilenced(key)) return;
    const document = openDocument(key);
    // What has come from disk is as it is there. With the edit itself VS Code doesn't tell yet.
    if (!document?.isDirty) return;
    const loss = lossOf(touched, document.version === touched.version ? document.getText() : undefined);
    this.losses.set(key, [...(this.losses.get(key) ?? []), loss]);
    if (this.asking.has(key)) return;
    this.asking.add(key);
    await this.askWhileThereAre(uri);
  }

  /** Asks about what has been lost, and then, once that is answered or has been ignored, about what was lost meanwhile. */
  private async askWhileThereAre(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    let loss: Loss | undefined;
    do {
      await passed(MOVING);
      loss = this.takeLoss(key);
      if (loss) await Promise.race([this.ask(uri, loss), passed(LAPSE)]);
    } while (loss);
    this.asking.delete(key);
  }

  private takeLoss(key: string): Loss | undefined {
    const losses = this.losses.get(key) ?? [];
    this.losses.delete(key);
    const text = openDocument(key)?.getText();
    if (text === undefined || this.isSilenced(key)) return undefined;
    return together(losses.filter((loss) => !isBack(loss, text)));
  }

  private async ask(uri: vscode.Uri, loss: Loss): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const never = vscode.l10n.t('Don’t Ask Again for This File');
    const answer = await vscode.window.showWarningMessage(warningText(loss), undo, never);
    if (answer === never) {
      const files = this.state.get<readonly string[]>(UNASKED, []);
      await this.state.update(UNASKED, [...new Set([...files, uri.toString()])]);
    }
    if (answer !== undo) return;
    const { document } = await vscode.window.showTextDocument(uri);
    const isUndone = await undoLoss(document, loss, (step) => vscode.commands.executeCommand(step));
    if (isUndone) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Undo doesn’t bring the marked records back as they were. The file is as it was before.'),
    );
  }

  private isSilenced(key: string): boolean {
    return this.state.get<readonly string[]>(UNASKED, []).includes(key);
  }
}

function openDocument(key: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function warningText({ deleted, rewritten }: Loss): string {
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
