import * as vscode from 'vscode';
import { appendLine } from '../../host/review/appendLine';
import { attributesFileFor, mergesByLines } from '../../host/review/git';

/** Files for which nothing is offered again. */
const UNASKED = 'tuneset.review.unaskedAttributes';
const LINE = '*.review.jsonl merge=union';

/**
 * After the first review in a file: offers to have git join the reviews of several people by itself. It is offered once for each repository.
 *
 * @param file the file of reviews
 */
export async function offerMergeAttribute(file: vscode.Uri, memory: vscode.Memento): Promise<void> {
  if (file.scheme !== 'file' || !vscode.workspace.isTrusted) return;
  const attributes = await attributesFileFor(file.fsPath);
  const unasked = memory.get<readonly string[]>(UNASKED, []);
  if (attributes === undefined || unasked.includes(attributes) || (await mergesByLines(file.fsPath))) return;
  await memory.update(UNASKED, [...unasked, attributes]);
  const add = vscode.l10n.t('Add the Line');
  const message = vscode.l10n.t(
    'Reviews are kept in {0}. If several people review, git joins what they say by itself once {1} says “{2}”.',
    file.path.slice(file.path.lastIndexOf('/') + 1),
    '.gitattributes',
    LINE,
  );
  if ((await vscode.window.showInformationMessage(message, add, vscode.l10n.t('Not Now'))) !== add) return;
  try {
    await appendLine(attributes, LINE);
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('{0} was changed.', '.gitattributes')}`, 5000);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be changed: {1}', attributes, reason));
  }
}
