import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { fileOfRecord, RECORD_SCHEME, recordQuery } from '../../protocol/recordDocument';
import { nameOf } from '../preview/openText';

/** package.json gives documents in this folder their language; their names end with no extension that has another one. */
export const FOLDER = `/${RECORD_SCHEME}`;

/** A URI of its own for the document of a record, whose name tells the file and the record's number. */
export function newRecordUri(file: vscode.Uri, record: number): vscode.Uri {
  return vscode.Uri.from({
    scheme: RECORD_SCHEME,
    path: `${FOLDER}/${nameOf(file)} #${record + 1}`,
    query: recordQuery(randomUUID().slice(0, 8), file.toString()),
  });
}

/** The file whose record a document is. */
export function fileOf(uri: vscode.Uri): vscode.Uri | undefined {
  const file = fileOfRecord(uri.toString());
  return file === null ? undefined : vscode.Uri.parse(file);
}
