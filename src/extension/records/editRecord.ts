import * as vscode from 'vscode';
import { ReadRecordDocument, RECORD_LANGUAGE, RECORD_SCHEME, type RecordDocument } from '../../protocol/recordDocument';
import type { RangesParams } from '../../protocol/messages';
import { FollowRecord, ReleaseRecord, type FollowedRecord } from '../../protocol/records';
import type { Server } from '../server';
import type { OpenRecords } from './openRecords';

/**
 * Opens a record as a document of its own, with the cursor where it was.
 *
 * @param named the record of another view; without it it is the one at the cursor
 */
export async function editRecord(server: Server, records: OpenRecords, named: RangesParams | undefined): Promise<void> {
  const target = named ? inView(named) : atCursor();
  if (!target) return;
  const { file, position, column } = target;
  const uri = file.toString();
  const at = { kind: 'position', position } as const;
  const followed = await server.request<FollowedRecord | null>(FollowRecord.method, { uri, at });
  const ref = followed && { uri, anchor: followed.anchor };
  const read = ref && (await server.request<RecordDocument | null>(ReadRecordDocument.method, { ...ref, position }));
  if (!followed || !read) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no record at the cursor.'));
    return;
  }
  const known = records.at(file, read);
  if (known) server.notify(ReleaseRecord.method, ref);
  const record = known ?? records.open(file, read, followed.anchor);
  const document = await vscode.workspace.openTextDocument(record.uri);
  if (document.languageId !== RECORD_LANGUAGE)
    await vscode.languages.setTextDocumentLanguage(document, RECORD_LANGUAGE);
  const cursor = read.cursor && new vscode.Position(read.cursor.line, read.cursor.character);
  const keepsPlace = known !== undefined && document.isDirty;
  await vscode.window.showTextDocument(document, {
    ...(column === undefined ? {} : { viewColumn: column }),
    ...(cursor && !keepsPlace ? { selection: new vscode.Range(cursor, cursor) } : {}),
    preview: false,
  });
}

interface Target {
  readonly file: vscode.Uri;
  readonly position: { readonly line: number; readonly character: number };
  readonly column?: vscode.ViewColumn | undefined;
}

function atCursor(): Target | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.scheme === RECORD_SCHEME) return undefined;
  const { line, character } = editor.selection.active;
  return { file: editor.document.uri, position: { line, character } };
}

/** Beside a preview, and not over it: where its file is shown, or in a column of its own. */
function inView({ uri, ranges }: RangesParams): Target | undefined {
  const [range] = ranges;
  if (!range) return undefined;
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
  return { file: vscode.Uri.parse(uri), position: range.start, column: shown?.viewColumn ?? vscode.ViewColumn.Beside };
}
