import * as vscode from 'vscode';
import { PROJECT_FILE } from '../dataset/project';
import { watchActiveDataset } from './activeDataset';
import { registerCommands } from './commands';
import { Context } from './contributions';
import { needsServer } from './needsServer';
import { LocalizedSchemas, SCHEMA_SCHEME } from './schemas';
import { Server } from './server';
import { MarkedView } from './robustness/markedView';
import { Protection } from './robustness/protection';
import { StatusItem } from './statusItem';
import { LargeFileHints } from './tokens/largeFileHints';
import { TokenStatusItem } from './tokens/tokenStatusItem';

/** Starts with the first JSON or JSONL file; the server only with the first one that may be a dataset. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Tuneset', { log: true });
  const server = new Server(context, log);
  const schemas = vscode.workspace.registerFileSystemProvider(SCHEMA_SCHEME, new LocalizedSchemas(context), {
    isReadonly: true,
  });
  context.subscriptions.push(
    log,
    server,
    schemas,
    new StatusItem(server),
    new TokenStatusItem(server),
    new LargeFileHints(server),
    new MarkedView(server, context.extensionUri),
    new Protection(server, context.workspaceState),
  );
  context.subscriptions.push(
    watchActiveDataset(server, (status) => {
      void vscode.commands.executeCommand('setContext', Context.isDataset, status !== undefined);
      void vscode.commands.executeCommand('setContext', Context.isInDatasetInfo, Boolean(status?.datasetInfo));
    }),
  );
  registerCommands(context, server, log);
  startWhenNeeded(context, server);
}

function startWhenNeeded(context: vscode.ExtensionContext, server: Server): void {
  const look = (document: vscode.TextDocument): void => {
    if (!server.isStarted && needsServer(document)) void server.start();
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    // Now files that the data names may be looked at.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void (server.isStarted && server.restart())),
  );
  vscode.workspace.textDocuments.forEach(look);
  void startForProject(server);
}

/** A project file may name datasets that can't be recognised by themselves. */
async function startForProject(server: Server): Promise<void> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, PROJECT_FILE));
      await server.start();
      return;
    } catch {
      // This folder has none.
    }
  }
}
