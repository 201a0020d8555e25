import * as vscode from 'vscode';
import { LocateDatasetEntry, type LocatedDatasetEntry } from '../protocol/messages';
import type { Server } from './server';
import { editorRange } from './tokens/protocolRange';

/** Opens the `dataset_info.json` at the entry that names the active file. */
export async function goToDatasetInfo(server: Server): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  if (uri === undefined) return;
  const found = await server.request<LocatedDatasetEntry | null>(LocateDatasetEntry.method, { uri });
  if (!found) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No dataset_info.json names this file.'));
    return;
  }
  await vscode.window.showTextDocument(vscode.Uri.parse(found.uri), { selection: editorRange(found.range) });
}
