import * as vscode from 'vscode';
import type { EditRecordResult, RecordEdits } from '../../protocol/records';
import { editorRange } from '../tokens/protocolRange';
import { isInTab, isReadonlyFile, nameOf, readText } from './openText';

/** What has become of edits: they are done, or why they aren't, for people. */
export type EditOutcome = { readonly done: RecordEdits } | { readonly refused: string };

/**
 * Makes the server's edits in a file's buffer, as one step that can be undone; nothing is saved. A file that no editor shows is shown, so that nobody has unsaved
 * changes without seeing it.
 *
 * @param beside an editor's column that stays as it is
 */
export async function applyRecordEdits(
  uri: string,
  result: EditRecordResult | undefined,
  beside?: vscode.ViewColumn,
): Promise<EditOutcome> {
  if (!result) return refused(vscode.l10n.t('Tuneset’s language server does not answer, so nothing was changed.'));
  if ('refused' in result) return result;
  const target = vscode.Uri.parse(uri);
  if (await isReadonlyFile(target)) return refused(vscode.l10n.t('{0} can’t be changed.', nameOf(target)));
  const document = await readText(uri);
  if (typeof document === 'string') return refused(document);
  if (document.version !== result.version) return refused(changedMeanwhile());
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of result.edits) edit.replace(target, editorRange(range), newText);
  // VS Code itself refuses if the text has become another one since.
  if (!(await vscode.workspace.applyEdit(edit))) return refused(changedMeanwhile());
  await showUnseen(document, beside);
  return { done: result };
}

/** Shows a file that no editor shows, without taking the focus. */
async function showUnseen(document: vscode.TextDocument, beside: vscode.ViewColumn | undefined): Promise<void> {
  if (isInTab(document.uri.toString())) return;
  await vscode.window.showTextDocument(document, {
    viewColumn: otherColumn(beside),
    preserveFocus: true,
    preview: false,
  });
}

/** A column for an editor that is not this one. */
export function otherColumn(column: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return column === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}

function refused(reason: string): EditOutcome {
  return { refused: reason };
}

function changedMeanwhile(): string {
  return vscode.l10n.t('The file changed in the meantime, so nothing was changed. Try again.');
}
