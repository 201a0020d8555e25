import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { GetCoverage, type CoverageResult, type CoverageRow, type LeftOutFiles } from '../../protocol/coverage';
import {
  AddTaskType,
  RenameTaskType,
  type AddTaskTypeParams,
  type RenameTaskTypeParams,
  type RenameTaskTypeResult,
  type SeenEdit,
} from '../../protocol/renameTaskType';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { formatNumber } from '../tokens/formatNumber';
import { editorText } from './editorText';
import { isAsSeen } from './isAsSeen';

type Renaming = Exclude<RenameTaskTypeResult, { readonly fault: string }>;
type TypePick = vscode.QuickPickItem & { readonly type: readonly string[]; readonly text: string };

/** What may be settled beforehand. */
export interface RenameWish {
  readonly from?: { readonly type: readonly string[]; readonly text: string };
  readonly to?: string;
  /** Make the edits without asking. */
  readonly now?: boolean;
}

/**
 * Gives a task type another name or place in all datasets of the project and in its taxonomy, as one step that can be undone; where there is a type of the
 * new name, both become one. It asks for the type and its name, and tells what would change before anything does.
 */
export async function renameTaskType(server: Server, wish: RenameWish = {}): Promise<void> {
  const uri = projectPlace();
  if (uri === undefined) return;
  const title = vscode.l10n.t('Rename, Merge or Move a Task Type');
  const from = wish.from ?? (await askType(server, title));
  if (!from) return;
  const to = wish.to ?? (await askName(title, from.text));
  if (to === undefined) return;
  const params: RenameTaskTypeParams = { uri, from: from.type, to };
  const result = await withProgress(vscode.l10n.t('Looking for records of “{0}”', from.text), (report, cancel) =>
    server.requestWithProgress<RenameTaskTypeResult | null>(RenameTaskType.method, params, report, cancel),
  );
  if (!result) return;
  if ('fault' in result) {
    void vscode.window.showErrorMessage(result.fault);
    return;
  }
  if (result.records === 0 && !result.inTaxonomy) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No record has the task type “{0}”.', from.text));
    return;
  }
  const how = wish.now ? 'now' : await confirm(result, from.text, to);
  if (how === undefined) return;
  const isSame = await isAsSeen(result.edit, editorText).catch(() => false);
  const isDone = isSame && (await applyEdit(server, withConfirmation(result.edit, how === 'preview')));
  if (!isDone && (how === 'now' || !isSame)) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('A file changed in the meantime, so nothing was renamed. Try again.'),
    );
  }
}

/** Adds a type to the taxonomy: one that records have, or one that is asked for. */
export async function addToTaxonomy(server: Server, known?: readonly string[]): Promise<void> {
  const uri = projectPlace();
  if (uri === undefined) return;
  const type = known ?? (await askNewType());
  if (type === undefined) return;
  const params: AddTaskTypeParams = { uri, type };
  const edit = await server.request<SeenEdit | null>(AddTaskType.method, params);
  if (!edit) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The taxonomy has this task type, or there is no taxonomy.'),
    );
    return;
  }
  if (!(await isAsSeen(edit, editorText).catch(() => false))) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The file changed in the meantime, so nothing was added. Try again.'),
    );
    return;
  }
  await applyEdit(server, edit);
}

/** A place in the project: the file one works on, else the workspace's first folder. */
function projectPlace(): string | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && vscode.workspace.getWorkspaceFolder(active)) return active.toString();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
  return folder === undefined ? active?.toString() : `${folder}/`;
}

function askNewType(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Add a Task Type to the Taxonomy'),
    prompt: vscode.l10n.t('The name with its levels, such as “Reasoning - Common sense”'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A task type can’t be empty.') : undefined),
  });
}

async function askType(server: Server, title: string): Promise<TypePick | undefined> {
  const coverage = await withProgress(vscode.l10n.t('Looking for task types'), (report, cancel) =>
    server.requestWithProgress<CoverageResult | null>(
      GetCoverage.method,
      { scope: { kind: 'workspace' } },
      report,
      cancel,
    ),
  );
  if (!coverage) return undefined;
  const picks = [...coverage.unknownTypes, ...coverage.types].flatMap(typePicks);
  if (picks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No record has a task type yet.'));
    return undefined;
  }
  return vscode.window.showQuickPick(picks, { title, placeHolder: vscode.l10n.t('Which task type?') });
}

function typePicks({ type, text, sums, children }: CoverageRow): TypePick[] {
  const description = vscode.l10n.t('records: {0}', formatNumber(sums.records));
  return [{ label: escapeIcons(text), description, type, text }, ...children.flatMap(typePicks)];
}

function askName(title: string, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('The new name, with its levels. The name of another task type merges both.'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A task type can’t be empty.') : undefined),
  });
}

async function confirm(result: Renaming, from: string, to: string): Promise<'now' | 'preview' | undefined> {
  const rename = result.merges ? vscode.l10n.t('Merge') : vscode.l10n.t('Rename');
  const preview = vscode.l10n.t('Show Preview');
  const question = result.merges
    ? vscode.l10n.t('Merge the task type “{0}” into “{1}”?', from, to)
    : vscode.l10n.t('Rename the task type “{0}” to “{1}”?', from, to);
  const detail = factsOf(result).join('\n');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, rename, preview);
  if (answer === undefined) return undefined;
  return answer === preview ? 'preview' : 'now';
}

function factsOf({ records, files, inTaxonomy, unreadable, leftOut, merges }: Renaming): string[] {
  const facts = [vscode.l10n.t('Records: {0}, in {1} files', formatNumber(records), formatNumber(files))];
  if (inTaxonomy) facts.push(vscode.l10n.t('The taxonomy changes too.'));
  if (merges) facts.push(vscode.l10n.t('Only undo can part the records of both again.'));
  if (unreadable > 0)
    facts.push(vscode.l10n.t('Records that can’t be read stay as they are: {0}', formatNumber(unreadable)));
  if (leftOut.count > 0) facts.push(leftOutText(leftOut));
  return facts;
}

function leftOutText({ count, first: [named] }: LeftOutFiles): string {
  const name = named ? vscode.workspace.asRelativePath(vscode.Uri.parse(named.uri)) : '';
  return vscode.l10n.t('Files that stay as they are: {0}. The first is {1}: {2}', count, name, named?.reason ?? '');
}

function withConfirmation(edit: WorkspaceEdit, needsConfirmation: boolean): WorkspaceEdit {
  const annotations = Object.entries(edit.changeAnnotations ?? {});
  return {
    ...edit,
    changeAnnotations: Object.fromEntries(annotations.map(([id, each]) => [id, { ...each, needsConfirmation }])),
  };
}

/** VS Code saves the files that had nothing unsaved, unless `files.refactoring.autoSave` says otherwise. */
async function applyEdit(server: Server, edit: WorkspaceEdit): Promise<boolean> {
  const converted = await server.editorEdit(edit);
  return converted ? vscode.workspace.applyEdit(converted, { isRefactoring: true }) : false;
}

function withProgress<T>(
  title: string,
  work: (report: (message: string | undefined) => void, cancel: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, cancel) =>
    work((message) => progress.report(message === undefined ? {} : { message }), cancel),
  );
}
