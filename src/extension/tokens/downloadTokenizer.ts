import * as vscode from 'vscode';
import { isHubId } from '../../host/tokenizers/hubId';
import {
  DownloadTokenizer,
  type DownloadTokenizerParams,
  type DownloadTokenizerResult,
  type TokenizerChoice,
} from '../../protocol/messages';
import { Setting } from '../contributions';
import type { Server } from '../server';

/** Downloads the tokenizer of a hub model that the user names, once they have said yes. Undefined if there is none in the end. */
export async function downloadTokenizer(server: Server): Promise<TokenizerChoice | undefined> {
  if (!(await isAllowed())) return undefined;
  const mirror = vscode.workspace.getConfiguration().get<string>(Setting.tokenizerMirror, '');
  const id = await askForModel();
  if (id === undefined || !(await confirm(id, mirror))) return undefined;
  const error = await download(server, { id, mirror });
  if (error === undefined) return undefined;
  if (error === null) return { id, name: id, kind: 'downloaded', detail: mirror };
  void vscode.window.showErrorMessage(error);
  return undefined;
}

/** A repository that is not trusted must not bring the user to download anything. */
async function isAllowed(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t('Nothing is downloaded in a workspace that you have not trusted.');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

async function askForModel(): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Download a Tokenizer'),
    prompt: vscode.l10n.t('Name of the model on the hub, as in its address'),
    placeHolder: 'Qwen/Qwen3-8B',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || isHubId(text.trim())
        ? undefined
        : vscode.l10n.t('This is no name of a model. It must look like {0}.', 'Qwen/Qwen3-8B'),
  });
  const id = answer?.trim();
  return id !== undefined && isHubId(id) ? id : undefined;
}

async function confirm(id: string, mirror: string): Promise<boolean> {
  const yes = vscode.l10n.t('Download');
  const detail = [
    vscode.l10n.t('From: {0}', `${mirror.replace(/\/+$/, '')}/${id}`),
    vscode.l10n.t(
      'Files: tokenizer.json and tokenizer_config.json, and the chat template if it is a file of its own. Mostly 2 to 20 MB in all; no model weights.',
    ),
    vscode.l10n.t(
      'Nothing of your data is sent. The files are kept with the extension, and the tokenizer works offline from then on.',
    ),
  ].join('\n\n');
  const message = vscode.l10n.t('Download the tokenizer of {0}?', id);
  return (await vscode.window.showInformationMessage(message, { modal: true, detail }, yes)) === yes;
}

/** @returns a message for people, null if the tokenizer is there now, undefined if the user has cancelled */
async function download(server: Server, params: DownloadTokenizerParams): Promise<string | null | undefined> {
  const title = vscode.l10n.t('Downloading the tokenizer of {0}', params.id);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, cancel) => {
    const report = (message: string | undefined): void => progress.report(message === undefined ? {} : { message });
    const method = DownloadTokenizer.method;
    const result = await server.requestWithProgress<DownloadTokenizerResult>(method, params, report, cancel);
    if (cancel.isCancellationRequested) return undefined;
    return result ? result.error : vscode.l10n.t('The download failed. The log says why.');
  });
}
