import * as vscode from 'vscode';
import type { TwinsResult } from '../../protocol/twins';
import { editorRange } from '../tokens/protocolRange';

/** Puts twins into a file as one step that can be undone; false if the file is another one by now. */
export async function insertTwins(
  document: vscode.TextDocument,
  { version, edits }: Pick<TwinsResult, 'version' | 'edits'>,
): Promise<boolean> {
  if (version !== document.version) {
    const message = vscode.l10n.t('The file changed in the meantime, so nothing was inserted. Try again.');
    void vscode.window.showWarningMessage(message);
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.insert(document.uri, editorRange(range).start, newText);
  return vscode.workspace.applyEdit(edit);
}
