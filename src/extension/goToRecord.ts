import * as vscode from 'vscode';
import { LocateRecord, RecordAt, type LocatedRecord } from '../protocol/messages';
import type { Server } from './server';

/**
 * Moves the cursor to a record of the active editor.
 *
 * @param number 1-based; asked for if it is not given
 */
export async function goToRecord(server: Server, number?: number): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const status = editor && server.status(editor.document.uri);
  if (!editor || !status) return;
  const uri = editor.document.uri.toString();
  const wanted = number ?? (await ask(server, uri, editor.selection.active, status.records));
  if (wanted === undefined) return;
  const located = await server.request<LocatedRecord | null>(LocateRecord.method, { uri, record: wanted - 1 });
  if (!located?.range) return;
  const { start } = located.range;
  const position = new vscode.Position(start.line, start.character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function ask(
  server: Server,
  uri: string,
  position: vscode.Position,
  records: number,
): Promise<number | undefined> {
  if (records === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This dataset has no records yet.'));
    return undefined;
  }
  const current = await server.request<number | null>(RecordAt.method, { uri, position });
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Go to Record'),
    prompt: vscode.l10n.t('Number of the record, from 1 to {0}', records),
    value: String(Math.min((current ?? 0) + 1, records)),
    validateInput: (text) =>
      isRecordNumber(text, records) ? undefined : vscode.l10n.t('Type a number from 1 to {0}.', records),
  });
  return answer === undefined ? undefined : Number(answer);
}

function isRecordNumber(text: string, records: number): boolean {
  return /^\s*\d+\s*$/.test(text) && Number(text) >= 1 && Number(text) <= records;
}
