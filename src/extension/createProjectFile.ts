import * as vscode from 'vscode';
import { PROJECT_FILE } from '../dataset/project';
import type { Server } from './server';

/** Opens the workspace folder's project file; makes one that names the active dataset, if there is none. */
export async function createProjectFile(server: Server): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active && vscode.workspace.getWorkspaceFolder(active)) ??
    ((vscode.workspace.workspaceFolders?.length ?? 0) > 1
      ? await vscode.window.showWorkspaceFolderPick()
      : vscode.workspace.workspaceFolders?.[0]);
  if (!folder) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: the project file belongs in it.'));
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, PROJECT_FILE);
  if (!(await exists(uri))) {
    const isInside = active && vscode.workspace.getWorkspaceFolder(active) === folder;
    const files = isInside ? vscode.workspace.asRelativePath(active, false) : '**/*.jsonl';
    const format = (active && server.status(active)?.formatId) ?? 'alpaca';
    const text = JSON.stringify({ datasets: [{ files, format }], fields: [], rules: {} }, null, 2);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(`${text}\n`) });
    await vscode.workspace.applyEdit(edit);
  }
  await vscode.window.showTextDocument(uri);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
