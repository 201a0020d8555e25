import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { SeenText } from './isAsSeen';

/** Opens a file, without showing it. @throws if the editor can't */
export async function editorText(uri: string): Promise<SeenText> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const textIn = ({ start, end }: Range): string =>
    document.getText(new vscode.Range(start.line, start.character, end.line, end.character));
  return { version: document.version, textIn };
}
