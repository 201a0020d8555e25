import * as vscode from 'vscode';
import type { ConversionOption } from '../../protocol/conversion';
import { Command } from '../contributions';
import type { Server } from '../server';

/** Milliseconds in which the server tells of a file that was just opened, at the latest. */
const WAIT = 10_000;

/**
 * Says so and offers to mend it, if tuneset.json or dataset_info.json has a file that was just written read as another format: their globs may be older
 * than the file.
 */
export async function offerToReadAs(server: Server, uri: vscode.Uri, { id, name }: ConversionOption): Promise<void> {
  await told(server, uri);
  const status = server.status(uri);
  if (!status || Array.isArray(status.evidence) || status.formatId === id) return;
  const isOfProject = status.evidence === 'project';
  const message = isOfProject
    ? vscode.l10n.t('tuneset.json has the new file read as {0}, but it is written as {1}.', status.format, name)
    : vscode.l10n.t('dataset_info.json has the new file read as {0}, but it is written as {1}.', status.format, name);
  const mend = isOfProject ? vscode.l10n.t('Read It as {0}', name) : vscode.l10n.t('Go to Its Entry');
  // Nobody waits until it is answered.
  void vscode.window.showWarningMessage(message, mend).then(async (answer) => {
    if (answer !== mend) return;
    await vscode.window.showTextDocument(uri, { preview: false });
    if (isOfProject) await vscode.commands.executeCommand(Command.chooseFormat, id);
    else await vscode.commands.executeCommand(Command.goToDatasetInfo);
  });
}

/** Waits until the server has told of a file. */
function told(server: Server, uri: vscode.Uri): Promise<void> {
  if (server.status(uri)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, WAIT);
    const listener = server.onStatus((known) => {
      if (known === uri.toString()) done();
    });
  });
}
