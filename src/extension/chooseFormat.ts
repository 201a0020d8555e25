import * as vscode from 'vscode';
import { PROJECT_FILE } from '../dataset/project';
import { ListFormats, type FormatList, type FormatOption } from '../protocol/messages';
import { editProject, eolOf, openProject, refuseBroken } from './projectDocument';
import type { Server } from './server';
import { globOf, setFormat, type FormatSetting } from './setFormat';
import { escapeIcons } from './tokens/escapeIcons';

/** What is chosen: a format's id, `none`, or undefined for detection. */
type FormatPick = vscode.QuickPickItem & { readonly format?: string | undefined };
type FilesPick = vscode.QuickPickItem & { readonly files: string };

/**
 * Writes to tuneset.json which format the active file has, or the files beside it.
 *
 * @param format a format's id, `none` or `detect`; asked for if it is not given, and so are the files
 */
export async function chooseFormat(server: Server, format?: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) {
    const message = vscode.l10n.t('Open the folder of this file first: its format is written to tuneset.json there.');
    void vscode.window.showInformationMessage(message);
    return;
  }
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const choice =
    format === undefined ? await askFormat(server, document) : { format: format === 'detect' ? undefined : format };
  if (!choice) return;
  const files = format === undefined ? await askFiles(path) : globOf(path);
  if (files !== undefined) await write(folder, { path, files, format: choice.format });
}

async function askFormat(server: Server, document: vscode.TextDocument): Promise<FormatPick | undefined> {
  const list = await server.request<FormatList | null>(ListFormats.method, { uri: document.uri.toString() });
  if (!list) return undefined;
  const current = server.status(document.uri);
  return vscode.window.showQuickPick(picks(list, current?.formatId, Array.isArray(current?.evidence)), {
    title: vscode.l10n.t('Choose the Format of This Dataset'),
    placeHolder: vscode.l10n.t('How are the records of this file to be read?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

function picks(
  { records, detected, formats }: FormatList,
  current: string | undefined,
  isDetected: boolean,
): FormatPick[] {
  const found = formats.filter(({ speaking }) => speaking > 0);
  const others = formats.filter(({ speaking }) => speaking === 0);
  const name = formats.find(({ id }) => id === detected)?.name;
  const detail = name === undefined ? vscode.l10n.t('Now: not a dataset') : vscode.l10n.t('Now: {0}', name);
  const entry = (option: FormatOption): FormatPick => ({
    label: `$(${option.id === current && !isDetected ? 'check' : 'blank'}) ${escapeIcons(option.name)}`,
    description: evidence(option, records),
    detail: `$(blank) ${escapeIcons(option.description)}`,
    format: option.id,
  });
  return [
    {
      label: `$(${isDetected ? 'check' : 'blank'}) ${vscode.l10n.t('Detect the format')}`,
      description: vscode.l10n.t('from dataset_info.json, or else from the first records'),
      detail: `$(blank) ${escapeIcons(detail)}`,
    },
    {
      label: `$(blank) ${vscode.l10n.t('Not a dataset')}`,
      detail: `$(blank) ${vscode.l10n.t('Tuneset leaves the file alone')}`,
      format: 'none',
    },
    ...(found.length === 0 ? [] : [separator(vscode.l10n.t('found in this file')), ...found.map(entry)]),
    separator(found.length === 0 ? vscode.l10n.t('formats') : vscode.l10n.t('other formats')),
    ...others.map(entry),
  ];
}

function evidence({ speaking, fields }: FormatOption, records: number): string {
  if (speaking === 0) return '';
  const share = vscode.l10n.t('{0} of the first {1} records', speaking, records);
  return fields.length === 0 ? share : `${share}: ${escapeIcons(fields.join(vscode.l10n.t(', ')))}`;
}

async function askFiles(path: string): Promise<string | undefined> {
  const slash = path.lastIndexOf('/') + 1;
  const folder = globOf(path.slice(0, slash));
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? '';
  const here = `${folder}*${globOf(extension)}`;
  const below = `${folder}**/*${globOf(extension)}`;
  const items: FilesPick[] = [
    { label: vscode.l10n.t('This file'), description: path, files: globOf(path) },
    { label: vscode.l10n.t('All {0} files of its folder', extension), description: here, files: here },
    {
      label: vscode.l10n.t('All {0} files of its folder and the folders in it', extension),
      description: below,
      files: below,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose the Format of This Dataset'),
    placeHolder: vscode.l10n.t('Which files does it hold for? tuneset.json will name them so.'),
  });
  return picked?.files;
}

async function write(folder: vscode.WorkspaceFolder, setting: FormatSetting): Promise<void> {
  const project = await openProject(folder.uri);
  const isDone = project ? await writeTo(project, setting) : await create(folder, setting);
  if (isDone) vscode.window.setStatusBarMessage(`$(check) ${isDone}`, 8000);
}

/** @returns what was done, for people; undefined if it was not */
async function writeTo(project: vscode.TextDocument, setting: FormatSetting): Promise<string | undefined> {
  const edits = setFormat(project.getText(), setting, eolOf(project));
  if (!edits) {
    await refuseBroken(
      project,
      vscode.l10n.t('tuneset.json is not valid JSON, so the format was not set. Mend it first.'),
    );
    return undefined;
  }
  if (edits.length === 0) return vscode.l10n.t('tuneset.json names no format for {0}', setting.files);
  const where = await editProject(project, edits);
  return where === undefined ? undefined : vscode.l10n.t('Format of {0} set in {1}', setting.files, where);
}

async function create(folder: vscode.WorkspaceFolder, setting: FormatSetting): Promise<string | undefined> {
  const [edit] = setFormat('', setting, '\n') ?? [];
  if (!edit) return vscode.l10n.t('tuneset.json names no format for {0}', setting.files);
  const creation = new vscode.WorkspaceEdit();
  const contents = new TextEncoder().encode(edit.text);
  creation.createFile(vscode.Uri.joinPath(folder.uri, PROJECT_FILE), { contents });
  if (await vscode.workspace.applyEdit(creation))
    return vscode.l10n.t('Format of {0} set in {1}', setting.files, PROJECT_FILE);
  void vscode.window.showErrorMessage(vscode.l10n.t('tuneset.json could not be changed.'));
  return undefined;
}

function separator(label: string): FormatPick {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
