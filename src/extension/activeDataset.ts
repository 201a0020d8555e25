import * as vscode from 'vscode';
import type { DatasetStatus } from '../protocol/messages';
import type { Server } from './server';

/** Calls `update` with what is known of the active editor's dataset, now and whenever that changes; undefined where there is none. */
export function watchActiveDataset(
  server: Server,
  update: (status: DatasetStatus | undefined) => void,
): vscode.Disposable {
  const look = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    update(uri && server.status(uri));
  };
  look();
  const lookAt = (uri: string): void => {
    if (uri === vscode.window.activeTextEditor?.document.uri.toString()) look();
  };
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(look), server.onStatus(lookAt));
}
