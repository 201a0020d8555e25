import * as vscode from 'vscode';
import type { DatasetStatus } from '../../protocol/messages';
import { watchActiveDataset } from '../activeDataset';
import { Command, Context } from '../contributions';
import type { Server } from '../server';
import { countingState } from './countingState';
import { SelectionCounter } from './selectionCounter';
import { tokenStatusText } from './tokenStatusText';
import { tokenTooltip } from './tokenTooltip';

/** Milliseconds that counting goes on before it is shown: after most edits it is done sooner. */
const PATIENCE = 300;
/** Among the items for the editor, left of the cursor's position. */
const PRIORITY = 101;

/** Tokenizer and tokens of the active dataset, in the status bar. A click changes the tokenizer. */
export class TokenStatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('tokens', vscode.StatusBarAlignment.Right, PRIORITY);
  private readonly selection: SelectionCounter;
  private readonly subscriptions: vscode.Disposable;
  private status: DatasetStatus | undefined;
  /** The file that {@link item} is about. */
  private shown: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(server: Server) {
    this.item.name = vscode.l10n.t('Tuneset: tokens');
    this.item.command = Command.chooseTokenizer;
    this.selection = new SelectionCounter(server);
    this.subscriptions = vscode.Disposable.from(
      this.selection,
      this.selection.onChange(() => this.draw()),
      watchActiveDataset(server, (status) => this.take(status)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.item.dispose();
  }

  private take(status: DatasetStatus | undefined): void {
    this.status = status;
    const file = vscode.window.activeTextEditor?.document.uri.toString();
    if (status?.tokens?.running && this.shown === file) {
      this.timer ??= setTimeout(() => this.draw(), PATIENCE);
    } else {
      this.draw();
    }
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { status } = this;
    this.shown = status && vscode.window.activeTextEditor?.document.uri.toString();
    const counting = status?.tokens ? countingState(status.tokens, status.records) : undefined;
    void vscode.commands.executeCommand('setContext', Context.counting, counting);
    if (!status) {
      this.item.hide();
      return;
    }
    const { text, spoken, isFault } = tokenStatusText(status.tokens, status.records, this.selection.count);
    this.item.text = text;
    this.item.tooltip = tokenTooltip(status, this.selection.count);
    this.item.accessibilityInformation = { label: `${spoken} · ${vscode.l10n.t('Change tokenizer')}`, role: 'button' };
    this.item.backgroundColor = isFault ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }
}
