import * as vscode from 'vscode';
import { guessEncoding, bomLength } from '../host/byteFacts';
import { writeAtomically } from '../host/writeAtomically';

/** Characters of a decoded file that are shown before it is rewritten. */
const SAMPLE = 160;

/** Rewrites a file on disk as UTF-8 without byte order mark. Where the encoding is a guess, the user sees the text first. */
export async function rewriteAsUtf8(uri: vscode.Uri): Promise<void> {
  if (!(await isSaved(uri))) return;
  const bytes = Buffer.from(await vscode.workspace.fs.readFile(uri));
  const encoding = guessEncoding(bytes);
  if (encoding === 'binary') return;
  if (encoding === undefined) {
    await write(uri, bytes.subarray(bomLength(bytes)));
    return;
  }
  const text = new TextDecoder(encoding).decode(bytes);
  const rewrite = vscode.l10n.t('Rewrite as UTF-8');
  const message = vscode.l10n.t('The file seems to be encoded as {0}. Is the text below readable?', encoding);
  const answer = await vscode.window.showWarningMessage(
    message,
    { modal: true, detail: text.slice(0, SAMPLE) },
    rewrite,
  );
  if (answer === rewrite) await write(uri, Buffer.from(text, 'utf8'));
}

/** Saves a file once more: VS Code writes one kind of line end. */
export async function rewriteLineEnds(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('workbench.action.files.save');
}

/** The buffer and the disk must agree, or unsaved changes would be lost. */
async function isSaved(uri: vscode.Uri): Promise<boolean> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (!document?.isDirty) return true;
  const save = vscode.l10n.t('Save');
  const message = vscode.l10n.t('The file has unsaved changes. Save it before it is rewritten.');
  return (await vscode.window.showWarningMessage(message, { modal: true }, save)) === save && (await document.save());
}

async function write(uri: vscode.Uri, bytes: Buffer): Promise<void> {
  try {
    if (uri.scheme === 'file') await writeAtomically(uri.fsPath, bytes);
    else await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The file could not be written; it is unchanged: {0}', reason));
  }
}
