import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { Server } from '../server';
import { editorRange } from '../tokens/protocolRange';
import { nextLabelled } from './labelTarget';

/** Moves the cursor to the next record without a task type, or with a robustness marker. */
export async function goToLabelled(server: Server, which: 'untagged' | 'marked'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !server.status(editor.document.uri)) return;
  const found = await nextLabelled(server, editor.document, editor.selection.active, which);
  if (!found) {
    tellNone(which);
    return;
  }
  moveTo(editor, found.range);
  const text =
    which === 'untagged'
      ? vscode.l10n.t('Record {0}; without a task type: {1}', found.record + 1, found.count)
      : vscode.l10n.t('Record {0}; marked: {1}', found.record + 1, found.count);
  vscode.window.setStatusBarMessage(`$(arrow-right) ${text}`, 5000);
}

/** Puts the cursor at the start of a record and shows it. */
export function moveTo(
  editor: vscode.TextEditor,
  range: Range,
  where = vscode.TextEditorRevealType.InCenterIfOutsideViewport,
): void {
  const { start } = editorRange(range);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), where);
}

export function tellNone(which: 'untagged' | 'marked'): void {
  const message =
    which === 'untagged'
      ? vscode.l10n.t('Every record of this file has a task type.')
      : vscode.l10n.t('No record of this file has a robustness marker.');
  void vscode.window.showInformationMessage(message);
}
