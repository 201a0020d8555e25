import * as vscode from 'vscode';
import type { LabelEdits, LabelRefusal, SetKindsParams, SetTypesParams } from '../../protocol/labels';
import type { Server } from '../server';
import { editorRange } from '../tokens/protocolRange';
import { tellChanged, type LabelTarget } from './labelTarget';

/** What is to change in records. */
type LabelChange = Pick<SetTypesParams, 'add' | 'remove'> | Pick<SetKindsParams, 'add' | 'remove'>;

/** `changed`: the text is another one than the records were found in; `refused`: something else stands in the way, and was told. */
export type LabelOutcome = 'done' | 'changed' | 'refused';

/**
 * Has the server make edits of labels and applies them as one step that can be undone. What could not be done is told.
 *
 * @returns true if nothing stood in the way
 */
export async function applyLabels(
  server: Server,
  target: LabelTarget,
  method: string,
  change: LabelChange,
): Promise<boolean> {
  const outcome = await tryLabels(server, target, method, change);
  if (outcome === 'changed') tellChanged();
  return outcome === 'done';
}

/** As {@link applyLabels}, but that the text has changed is not told. */
export async function tryLabels(
  server: Server,
  { document, version, ranges }: LabelTarget,
  method: string,
  { add, remove }: LabelChange,
): Promise<LabelOutcome> {
  const params = { uri: document.uri.toString(), version, ranges, add, remove };
  const result = await server.request<LabelEdits | LabelRefusal | null>(method, params);
  if (!result) return 'refused';
  if ('refused' in result) {
    if (result.refused === 'changed') return 'changed';
    tellTooDeep(result.fields);
    return 'refused';
  }
  if (result.records === 0) {
    tellNoRecord();
    return 'refused';
  }
  if (result.version !== document.version) return 'changed';
  if (result.unreadable > 0) {
    const message = vscode.l10n.t('Records that can’t be read and were left as they are: {0}', result.unreadable);
    void vscode.window.showWarningMessage(message);
  }
  if (result.edits.length === 0) return result.unreadable === 0 ? 'done' : 'refused';
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of result.edits) edit.replace(document.uri, editorRange(range), newText);
  return (await vscode.workspace.applyEdit(edit)) ? 'done' : 'refused';
}

export function tellNoRecord(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('The cursor is in no record.'));
}

function tellTooDeep(fields: readonly string[]): void {
  const message = vscode.l10n.t(
    'The task type has more levels than there are fields for, so nothing was changed: {0}',
    fields.join(', '),
  );
  void vscode.window.showWarningMessage(message);
}
