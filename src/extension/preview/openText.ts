import * as vscode from 'vscode';

/** VS Code gives extensions no text of larger files. Bytes. */
const LARGEST = 50 * 1024 * 1024;

export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The document of a file if VS Code has it open, in an editor or without one. */
export function openText(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** True for a file whose text stays, whatever becomes of it on disk: a tab shows it, or it has unsaved changes. */
export function isKept(uri: string): boolean {
  return openText(uri)?.isDirty === true || isInTab(uri);
}

export function isInTab(uri: string): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri);
}

/** Opens a file without showing it. @returns why that can't be, for people */
export async function readText(uri: string): Promise<vscode.TextDocument | string> {
  const open = openText(uri);
  if (open) return open;
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch (error) {
    return whyClosed(vscode.Uri.parse(uri), error);
  }
}

async function whyClosed(uri: vscode.Uri, error: unknown): Promise<string> {
  const name = nameOf(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST) {
      return vscode.l10n.t(
        '{0} is larger than 50 MB. VS Code gives extensions no text of such files, so there is no preview of it.',
        name,
      );
    }
  } catch {
    return vscode.l10n.t('{0} is not there any more.', name);
  }
  return vscode.l10n.t(
    'VS Code can’t open {0} as text: {1}',
    name,
    error instanceof Error ? error.message : String(error),
  );
}

/** True where the file or its file system can't be written to. */
export async function isReadonlyFile(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return permissions === vscode.FilePermission.Readonly;
  } catch {
    return false; // It is not on disk yet.
  }
}
