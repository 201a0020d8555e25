import * as vscode from 'vscode';
import { CountSelection, type RangesParams, type SelectionCount } from '../../protocol/messages';
import type { Server } from '../server';
import { protocolRange } from './protocolRange';

/** Milliseconds that a selection rests before its tokens are counted. */
const REST = 150;

/** The tokens of what is selected in the active dataset. */
export class SelectionCounter implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when {@link count} has changed. */
  readonly onChange = this.emitter.event;
  private current: SelectionCount | null = null;
  private timer: NodeJS.Timeout | undefined;
  private request: vscode.CancellationTokenSource | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.look();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
    );
  }

  /** Null if nothing is selected, or as long as it is not counted. */
  get count(): SelectionCount | null {
    return this.current;
  }

  dispose(): void {
    this.cancel();
    this.subscriptions.dispose();
    this.emitter.dispose();
  }

  private look(): void {
    this.cancel();
    const editor = vscode.window.activeTextEditor;
    const ranges = editor?.selections.filter(({ isEmpty }) => !isEmpty) ?? [];
    if (!editor || ranges.length === 0 || !this.server.status(editor.document.uri)?.tokens) this.show(null);
    else this.timer = setTimeout(() => void this.ask(editor.document.uri, ranges), REST);
  }

  private async ask(uri: vscode.Uri, ranges: readonly vscode.Range[]): Promise<void> {
    const { token } = (this.request = new vscode.CancellationTokenSource());
    const params: RangesParams = { uri: uri.toString(), ranges: ranges.map(protocolRange) };
    const count = await this.server.request<SelectionCount | null>(CountSelection.method, params, token);
    if (!token.isCancellationRequested) this.show(count ?? null);
  }

  /** An answer to an older question is of no use any more. */
  private cancel(): void {
    clearTimeout(this.timer);
    this.request?.cancel();
    this.request?.dispose();
    this.request = undefined;
  }

  private show(count: SelectionCount | null): void {
    if (count === this.current) return;
    this.current = count;
    this.emitter.fire();
  }
}
