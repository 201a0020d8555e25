import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { parseProject } from '../../dataset/project';
import type { TokenizerChoice } from '../../protocol/messages';
import { Setting } from '../contributions';
import { editProject, eolOf, openProject, refuseBroken } from '../projectDocument';
import { setTokenizer } from './setTokenizer';

/** Where the tokenizer of a file is written: the project file of its folder, or a setting. */
export interface TokenizerPlace {
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** Null if the folder has no project file. */
  readonly project: vscode.TextDocument | null;
}

/** @param file undefined for the first folder */
export async function placeOf(file: vscode.Uri | undefined): Promise<TokenizerPlace> {
  const folder = file ? vscode.workspace.getWorkspaceFolder(file) : vscode.workspace.workspaceFolders?.[0];
  if (!folder) return { folder, project: null };
  return { folder, project: await openProject(folder.uri) };
}

/** The tokenizer that is set there: a bundled id, a folder or a hub id. */
export function currentTokenizer({ folder, project }: TokenizerPlace): string {
  const result = project && parseProject(project.getText());
  const inProject = result && 'project' in result ? result.project.tokenizer : undefined;
  return (
    inProject ?? vscode.workspace.getConfiguration(undefined, folder).get<string>(Setting.defaultTokenizer, 'qwen3')
  );
}

/**
 * Writes the choice, into the project file if there is one. What else was unsaved in it stays unsaved.
 *
 * @returns where it is now, for people; undefined if it could not be written, which the user is told
 */
export async function writeTokenizer(place: TokenizerPlace, tokenizer: string): Promise<string | undefined> {
  return place.project ? writeToProject(place.project, tokenizer) : writeToSettings(place.folder, tokenizer);
}

async function writeToProject(project: vscode.TextDocument, tokenizer: string): Promise<string | undefined> {
  const change = setTokenizer(project.getText(), tokenizer, eolOf(project));
  if (change) return editProject(project, [change]);
  await refuseBroken(
    project,
    vscode.l10n.t('tuneset.json is not valid JSON, so the tokenizer was not set. Mend it first.'),
  );
  return undefined;
}

async function writeToSettings(
  folder: vscode.WorkspaceFolder | undefined,
  tokenizer: string,
): Promise<string | undefined> {
  const hasWorkspace = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  const target = hasWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  try {
    await vscode.workspace.getConfiguration(undefined, folder).update(Setting.defaultTokenizer, tokenizer, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The setting could not be written: {0}', reason));
    return undefined;
  }
  return hasWorkspace ? vscode.l10n.t('the workspace’s settings') : vscode.l10n.t('your settings');
}

/** How a tokenizer is written there. Folders are relative to the workspace folder if they lie in it, with `./` so that they are no hub ids. */
export function asWritten({ id, kind }: TokenizerChoice, folder: vscode.Uri | undefined): string {
  if (kind !== 'folder' || !folder) return id;
  const base = `${folder.path.replace(/\/$/, '')}/`;
  const { path } = vscode.Uri.file(id);
  return path.startsWith(base) ? `./${path.slice(base.length)}` : id;
}

/** The other way round: a folder's whole path, and every other tokenizer as it is. */
export function asWhole(written: string, folder: vscode.Uri | undefined): string {
  if (isAbsolute(written) || !folder) return written;
  return /^\.{1,2}([\\/]|$)/.test(written) ? vscode.Uri.joinPath(folder, written).fsPath : written;
}
