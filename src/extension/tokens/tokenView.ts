import * as vscode from 'vscode';
import { ShowTokens, type RangesParams, type ShownTokens } from '../../protocol/messages';
import { Context } from '../contributions';
import type { Server } from '../server';
import { formatNumber } from './formatNumber';
import { protocolRange } from './protocolRange';
import { tokenBoxes } from './tokenBoxes';
import { TokenDecorations } from './tokenDecorations';

/** Where tokens are shown, and what was selected there: the colour of a selection would hide theirs. */
interface Shown {
  readonly editor: vscode.TextEditor;
  readonly selections: readonly vscode.Selection[];
}

/** The tokens of a selection, or of the text around the cursor, outlined in the active editor until it is edited or left. */
export class TokenView implements vscode.Disposable {
  private readonly decorations = new TokenDecorations();
  private shown: Shown | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === this.shown?.editor.document && contentChanges.length > 0) this.clear();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.clear()),
      server.onStatus((uri) => {
        const shown = this.shown?.editor.document.uri;
        if (uri === shown?.toString() && !server.status(shown)) this.clear();
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.decorations.dispose();
  }

  /** Hides the tokens if they are shown. */
  async toggle(): Promise<void> {
    if (this.shown) this.hide();
    else await this.show();
  }

  /** Selects again what was selected before, unless something else is by now. */
  hide(): void {
    const { shown } = this;
    this.clear();
    if (shown && isSame(shown.editor.selections, collapsed(shown.selections))) {
      shown.editor.selections = shown.selections;
    }
  }

  private clear(): void {
    if (!this.shown) return;
    this.decorations.draw(this.shown.editor, []);
    this.shown = undefined;
    void vscode.commands.executeCommand('setContext', Context.tokensShown, false);
  }

  private async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !this.server.status(editor.document.uri)) return;
    const { selections } = editor;
    const params: RangesParams = { uri: editor.document.uri.toString(), ranges: selections.map(protocolRange) };
    const shown = await this.server.request<ShownTokens | null>(ShowTokens.method, params);
    if (editor !== vscode.window.activeTextEditor) return;
    if (!shown || shown.tokens.length === 0) {
      void vscode.window.showInformationMessage(this.whyNone(editor));
      return;
    }
    if (shown.version !== editor.document.version) return; // The next press of the key has a better answer.
    this.decorations.draw(editor, tokenBoxes(shown.tokens));
    editor.selections = collapsed(selections);
    this.shown = { editor, selections };
    void vscode.commands.executeCommand('setContext', Context.tokensShown, true);
    vscode.window.setStatusBarMessage(`$(symbol-numeric) ${summaryOf(shown)}`, 8000);
  }

  private whyNone(editor: vscode.TextEditor): string {
    const fault = this.server.status(editor.document.uri)?.tokens?.fault;
    return fault ?? vscode.l10n.t('To see tokens, put the cursor into a text of a record, or select some.');
  }
}

function collapsed(selections: readonly vscode.Selection[]): vscode.Selection[] {
  return selections.map(({ active }) => new vscode.Selection(active, active));
}

function isSame(a: readonly vscode.Selection[], b: readonly vscode.Selection[]): boolean {
  return a.length === b.length && a.every((selection, i) => selection.isEqual(b[i]!));
}

/** How many tokens are shown, and whether there are more. */
export function summaryOf({ tokens, total, tokenizer }: Pick<ShownTokens, 'tokens' | 'total' | 'tokenizer'>): string {
  const shown = formatNumber(tokens.length);
  if (total === null) return vscode.l10n.t('The first {0} tokens of {1} are shown, of very many', shown, tokenizer);
  if (tokens.length < total)
    return vscode.l10n.t('The first {0} of {1} tokens of {2} are shown', shown, formatNumber(total), tokenizer);
  return vscode.l10n.t('{0} tokens of {1}. Escape hides them.', shown, tokenizer);
}
