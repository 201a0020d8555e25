import * as vscode from 'vscode';
import type { PanelOutcome } from '../../protocol/panel';
import type { MakePairResult } from '../../protocol/probeRecords';
import { otherColumn } from '../preview/applyRecordEdits';
import { isReadonlyFile, nameOf, readText } from '../preview/openText';

/**
 * Appends a preference pair to the buffer of the file of pairs beside a dataset, as one step that can be undone. Nothing is saved; a file that is not there yet is a
 * buffer with its name until the user saves it. VS Code itself puts a tab of what is unsaved behind the others; if it were brought to the front, the preview would follow it
 * and leave the record that is being probed.
 *
 * @param beside a column that stays as it is, should the user want to see the pair
 */
export async function appendPair(
  dataset: vscode.Uri,
  { line, fileName }: Exclude<MakePairResult, { readonly refused: string }>,
  beside: vscode.ViewColumn | undefined,
): Promise<PanelOutcome> {
  const file = vscode.Uri.joinPath(dataset, '..', fileName);
  const document = await openPairs(file);
  if (typeof document === 'string') return { refused: document };
  if (await isReadonlyFile(file)) return { refused: vscode.l10n.t('{0} can’t be changed.', nameOf(file)) };
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  edit.insert(document.uri, end, `${end.character > 0 ? eol : ''}${line}${eol}`);
  if (!(await vscode.workspace.applyEdit(edit))) {
    return { refused: vscode.l10n.t('The file changed in the meantime, so nothing was changed. Try again.') };
  }
  void tellAdded(document, beside);
  return { refused: null };
}

/** @returns why it can't be opened, for people */
async function openPairs(file: vscode.Uri): Promise<vscode.TextDocument | string> {
  try {
    await vscode.workspace.fs.stat(file);
  } catch {
    const untitled = file.with({ scheme: 'untitled' });
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === untitled.toString());
    return open ?? vscode.workspace.openTextDocument(untitled);
  }
  return readText(file.toString());
}

async function tellAdded(document: vscode.TextDocument, beside: vscode.ViewColumn | undefined): Promise<void> {
  const show = vscode.l10n.t('Show It');
  const told = vscode.l10n.t('A pair was added to {0}, which is not saved yet.', nameOf(document.uri));
  if ((await vscode.window.showInformationMessage(told, show)) === show) await showEnd(document, beside);
}

/** Shows the pair. */
async function showEnd(document: vscode.TextDocument, beside: vscode.ViewColumn | undefined): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const viewColumn = shown?.viewColumn ?? otherColumn(beside);
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  const { start } = document.lineAt(Math.max(0, document.lineCount - 2)).range;
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
