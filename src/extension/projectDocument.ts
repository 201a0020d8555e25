import * as vscode from 'vscode';
import type { Edit } from '../dataset/edits';
import { PROJECT_FILE } from '../dataset/project';

/** Milliseconds that VS Code may take to notice that a file has changed on disk. */
const NOTICED_AFTER = 3000;

/** The project file of a folder, as it stands on disk unless it has unsaved changes; null if there is none. */
export async function openProject(folder: vscode.Uri): Promise<vscode.TextDocument | null> {
  const uri = vscode.Uri.joinPath(folder, PROJECT_FILE);
  try {
    // Of a file that is gone, a document may still be there.
    await vscode.workspace.fs.stat(uri);
    const project = await vscode.workspace.openTextDocument(uri);
    await untilRead(project);
    return project;
  } catch {
    return null; // There is no such file.
  }
}

/** Waits until a document without unsaved changes is what stands on disk: an edit of an older text could not be saved. */
async function untilRead(document: vscode.TextDocument): Promise<void> {
  const deadline = Date.now() + NOTICED_AFTER;
  while (!document.isDirty && Date.now() < deadline) {
    const onDisk = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
    if (onDisk.replace(/\r\n?/g, '\n') === document.getText().replace(/\r\n?/g, '\n')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The line end that a document is written with. */
export function eolOf({ eol }: vscode.TextDocument): string {
  return eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
}

/**
 * Makes edits in a project file, as one step that can be undone. What else was unsaved in it stays unsaved: then the file is shown.
 *
 * @returns where the change is now, for people; undefined if it could not be made, which the user is told
 */
export async function editProject(project: vscode.TextDocument, edits: readonly Edit[]): Promise<string | undefined> {
  const wasDirty = project.isDirty;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits) {
    edit.replace(project.uri, new vscode.Range(project.positionAt(start), project.positionAt(end)), text);
  }
  const isWritten = (await vscode.workspace.applyEdit(edit)) && (wasDirty || (await project.save()));
  if (!isWritten) {
    void vscode.window.showErrorMessage(vscode.l10n.t('tuneset.json could not be changed.'));
    return undefined;
  }
  if (!wasDirty) return PROJECT_FILE;
  await vscode.window.showTextDocument(project);
  return vscode.l10n.t('tuneset.json, which has unsaved changes');
}

/** Says that a project file can't be changed because it is no valid JSON, and offers to open it. */
export async function refuseBroken(project: vscode.TextDocument, message: string): Promise<void> {
  const open = vscode.l10n.t('Open tuneset.json');
  if ((await vscode.window.showErrorMessage(message, open)) === open) await vscode.window.showTextDocument(project);
}
