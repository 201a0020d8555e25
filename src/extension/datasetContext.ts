import * as vscode from 'vscode';
import { Context } from './contributions';
import type { Server } from './server';

/** Keeps the context key that shows commands only where the active editor holds a dataset. */
export class DatasetContext implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      server.onStatus(() => this.update()),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    void vscode.commands.executeCommand(
      'setContext',
      Context.isDataset,
      uri !== undefined && this.server.status(uri) !== undefined,
    );
  }
}
