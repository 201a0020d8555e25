import * as vscode from 'vscode';
import type { ConvertParams } from '../../protocol/conversion';

/**
 * Asks where the new file is to be; a name that is free is proposed.
 *
 * @returns undefined if the user gives up
 */
export async function saveTarget(
  document: vscode.TextDocument,
  format: string,
  container: ConvertParams['container'],
): Promise<vscode.Uri | undefined> {
  const extension = container === 'jsonl' ? 'jsonl' : 'json';
  const target = await vscode.window.showSaveDialog({
    defaultUri: await freeName(document.uri, format, extension),
    filters: { [container === 'jsonl' ? 'JSONL' : 'JSON']: [extension] },
    title: vscode.l10n.t('Convert Dataset'),
    saveLabel: vscode.l10n.t('Convert'),
  });
  if (target?.toString() !== document.uri.toString()) return target;
  const message = vscode.l10n.t('The dataset itself is not overwritten. Choose another name.');
  const again = vscode.l10n.t('Choose Another…');
  return (await vscode.window.showWarningMessage(message, { modal: true }, again)) === again
    ? saveTarget(document, format, container)
    : undefined;
}

async function freeName(source: vscode.Uri, format: string, extension: string): Promise<vscode.Uri> {
  const folder =
    source.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(source, '..');
  const name = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  for (let number = 1; ; number++) {
    const file = `${name}.${format}${number > 1 ? `-${number}` : ''}.${extension}`;
    const uri = folder ? vscode.Uri.joinPath(folder, file) : vscode.Uri.file(`/${file}`);
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
