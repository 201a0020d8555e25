import * as vscode from 'vscode';
import { FindCleanTwin, type CleanTwin, type CleanTwinParams } from '../../protocol/twins';
import { editorRange } from '../tokens/protocolRange';
import type { Server } from '../server';

/** A line of a marked record. */
export interface MarkedPlace {
  readonly uri: string;
  readonly line: number;
}

/** Goes from a marked record to the clean one that it was made from; without a place, from the record at the cursor. */
export async function goToCleanTwin(server: Server, place?: MarkedPlace): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const uri = place ? vscode.Uri.parse(place.uri) : active?.document.uri;
  if (!uri) return;
  const position = place
    ? { line: place.line, character: 0 }
    : { line: active!.selection.active.line, character: active!.selection.active.character };
  const params: CleanTwinParams = { uri: uri.toString(), position };
  const twin = await server.request<CleanTwin | null>(FindCleanTwin.method, params);
  if (!twin?.found) {
    void vscode.window.showInformationMessage(whyNone(twin));
    return;
  }
  const editor = await vscode.window.showTextDocument(uri);
  const { start } = editorRange(twin.found.range);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(editorRange(twin.found.range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function whyNone(twin: CleanTwin | null | undefined): string {
  if (!twin || twin.variantOf === null) {
    return vscode.l10n.t('The record at the cursor names no clean twin.');
  }
  return vscode.l10n.t(
    'There is no clean record “{0}” in this file: it has gone, or its prompt was changed.',
    twin.variantOf,
  );
}
