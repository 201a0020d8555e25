import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The folder that the tests run in: a copy of test/fixtures/workspace. */
export function inWorkspace(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

/** What is to be found in faulty.jsonl of the workspace. */
export const FAULTY = [
  'field-missing@1:43',
  'number-as-answer@2:48',
  'json-syntax@3:42',
  'jsonl-blank-line@4:0',
  'history-shape@5:54',
  'json-bigint@5:75',
];

/** Writes a file of the workspace and opens it in an editor. */
export async function openNew(name: string, content: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(content));
  return open(name);
}

export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(inWorkspace(name)));
}

export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty && vscode.workspace.getWorkspaceFolder(document.uri)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  }
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Waits until `get` gives something that `done` accepts; the last value is shown if it never does. */
export async function until<T>(get: () => T | Thenable<T>, done: (value: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const value = await get();
    if (done(value)) return value;
    if (Date.now() > deadline) assert.fail(`${what}; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** `rule@line:character`, 0-based, of our own diagnostics. */
export function shown(uri: vscode.Uri): string[] {
  return own(uri).map(({ code, range }) => `${codeOf(code)}@${range.start.line}:${range.start.character}`);
}

export function own(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Tuneset');
}

export function codeOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until exactly these diagnostics of ours are shown. */
export async function expectShown(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(expected);
  await until(
    () => shown(uri),
    (labels) => JSON.stringify(labels) === wanted,
    `expected ${wanted}`,
  );
}

/** The code actions at a diagnostic of ours. */
export async function actionsAt(uri: vscode.Uri, rule: string): Promise<vscode.CodeAction[]> {
  const diagnostic = await until(
    () => own(uri).find(({ code }) => codeOf(code) === rule),
    (found) => found !== undefined,
    `expected a diagnostic ${rule}`,
  );
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    diagnostic!.range,
    undefined,
    20, // so many are resolved, as choosing them would do
  );
}
