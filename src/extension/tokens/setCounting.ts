import * as vscode from 'vscode';
import { SetCounting, type SetCountingParams } from '../../protocol/messages';
import type { Server } from '../server';

/** Stops counting the active dataset's tokens, or goes on. */
export async function setCounting(server: Server, run: boolean): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri || !server.status(uri)) return;
  const params: SetCountingParams = { uri: uri.toString(), run };
  await server.request<null>(SetCounting.method, params);
}
