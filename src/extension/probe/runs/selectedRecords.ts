import type * as vscode from 'vscode';
import { RecordAt } from '../../../protocol/messages';
import type { Server } from '../../server';

/** The records (0-based) that the selections of an editor touch; null for fewer than two, which are no choice but where the cursor is. */
export async function selectedRecords(server: Server, editor: vscode.TextEditor): Promise<readonly number[] | null> {
  const uri = editor.document.uri.toString();
  const recordAt = ({ line, character }: vscode.Position): Promise<number | null | undefined> =>
    server.request<number | null>(RecordAt.method, { uri, position: { line, character } });
  const records = new Set<number>();
  for (const selection of editor.selections) {
    const from = await recordAt(selection.start);
    const to = selection.isEmpty ? from : await recordAt(lastIn(selection, editor.document));
    if (from == null || to == null) continue;
    for (let record = from; record <= to; record++) records.add(record);
  }
  return records.size < 2 ? null : [...records].sort((a, b) => a - b);
}

/** Of whole lines that are selected, the selection ends at the beginning of the next one. */
function lastIn({ start, end }: vscode.Selection, document: vscode.TextDocument): vscode.Position {
  return end.character === 0 && end.line > start.line ? document.lineAt(end.line - 1).range.end : end;
}
