import * as vscode from 'vscode';
import type { LabelEdits } from '../../protocol/labels';
import type { Server } from '../server';
import { editorRange } from '../tokens/protocolRange';

/**
 * Has the server make edits of labels and applies them as one step that can be undone. What could not be done is told.
 *
 * @returns true if nothing stood in the way
 */
export async function applyLabels(
  server: Server,
  document: vscode.TextDocument,
  method: string,
  params: object,
): Promise<boolean> {
  const result = await server.request<LabelEdits | null>(method, { uri: document.uri.toString(), ...params });
  if (!result) return false;
  if (result.records === 0) {
    tellNoRecord();
    return false;
  }
  if (result.unreadable > 0) {
    const message = vscode.l10n.t('Records that can’t be read and were left as they are: {0}', result.unreadable);
    void vscode.window.showWarningMessage(message);
  }
  if (result.edits.length === 0) return result.unreadable === 0;
  if (result.version !== document.version) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The file changed in the meantime, so nothing was changed. Try again.'),
    );
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of result.edits) edit.replace(document.uri, editorRange(range), newText);
  return vscode.workspace.applyEdit(edit);
}

export function tellNoRecord(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('The cursor is in no record.'));
}
