import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { gitUserName } from '../../host/review/git';
import { Setting } from '../contributions';

/** Tells who reviews: who the settings say, else the one who commits, else the system's user. */
export class ReviewerName implements vscode.Disposable {
  /** What git answered, by folder. */
  private readonly ofGit = new Map<string, Promise<string | undefined>>();
  private readonly subscription = vscode.window.onDidChangeWindowState(() => this.ofGit.clear());

  dispose(): void {
    this.subscription.dispose();
  }

  async of(file: vscode.Uri): Promise<string> {
    const set = vscode.workspace.getConfiguration().get<string>(Setting.reviewer, '').trim();
    return set || (await this.gitName(file)) || systemName();
  }

  /** Of a folder that nobody trusts nothing is read. */
  private gitName(file: vscode.Uri): Promise<string | undefined> {
    const isRead = file.scheme === 'file' && vscode.workspace.isTrusted;
    const folder = isRead ? vscode.Uri.joinPath(file, '..').fsPath : undefined;
    const key = folder ?? '';
    let name = this.ofGit.get(key);
    if (!name) this.ofGit.set(key, (name = gitUserName(folder)));
    return name;
  }
}

function systemName(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // The system knows no name of this user.
  }
}
