import * as vscode from 'vscode';
import { parseProject, PROJECT_FILE, type TaxonomyContent } from '../../dataset/project';
import { GetCoverage, type CoverageResult } from '../../protocol/coverage';
import { editProject, eolOf, openProject, refuseBroken } from '../projectDocument';
import type { Server } from '../server';
import { setSetting } from '../setSetting';
import { taxonomyOfValues } from './valuesTaxonomy';

const TAXONOMY_FILE = 'tuneset.taxonomy.json';

/** Gives the project a taxonomy of the task types that its records have. */
export async function taxonomyFromValues(server: Server): Promise<void> {
  const folder = await folderWithoutTaxonomy();
  if (!folder) return;
  const title = vscode.l10n.t('Reading the task types in use');
  const coverage = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, cancel) =>
      server.request<CoverageResult | null>(GetCoverage.method, { scope: { kind: 'workspace' } }, cancel),
  );
  if (!coverage) return;
  const content = taxonomyOfValues(coverage);
  if (content.types.length > 0) return writeTaxonomy(folder, content);
  const start = vscode.l10n.t('Start from Tuneset’s Taxonomy');
  const message = vscode.l10n.t('No record of this workspace has a task type yet.');
  if ((await vscode.window.showInformationMessage(message, start)) === start) await starterTaxonomy();
}

/** Gives the project Tuneset's own taxonomy, in English or Chinese. */
export async function starterTaxonomy(): Promise<void> {
  const folder = await folderWithoutTaxonomy();
  if (!folder) return;
  const items = [
    { label: 'English', description: 'Reasoning, Mathematics, Code, Knowledge, Writing, …', language: 'en' },
    { label: '中文', description: '逻辑推理、数学、代码、知识问答、写作……', language: 'zh-cn' },
  ];
  if (vscode.env.language.toLowerCase().startsWith('zh')) items.reverse();
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Start from Tuneset’s Taxonomy'),
    placeHolder: vscode.l10n.t('In which language shall the task types be?'),
  });
  if (!picked) return;
  const { default: content } =
    picked.language === 'en'
      ? await import('../../labels/starter/en.json')
      : await import('../../labels/starter/zh-cn.json');
  await writeTaxonomy(folder, content as TaxonomyContent);
}

/** The folder that gets a taxonomy; undefined if there is none, or its project has one already, which the user is told. */
async function folderWithoutTaxonomy(): Promise<vscode.WorkspaceFolder | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder =
    (active && vscode.workspace.getWorkspaceFolder(active)) ??
    (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0]);
  if (!folder) {
    if (folders.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: the project file belongs in it.'));
    }
    return undefined;
  }
  const project = await openProject(folder.uri);
  const result = project && parseProject(project.getText());
  const taxonomy = result && 'project' in result ? result.project.taxonomy : undefined;
  if (taxonomy === undefined) return folder;
  const open = vscode.l10n.t('Open It');
  const message = vscode.l10n.t('This project has a taxonomy already.');
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    const uri = typeof taxonomy === 'string' ? vscode.Uri.joinPath(folder.uri, taxonomy) : project!.uri;
    await vscode.window.showTextDocument(uri);
  }
  return undefined;
}

/** Writes the taxonomy into a file of its own, which the project file names then, and shows it. A file that is there already stays as it is. */
async function writeTaxonomy(folder: vscode.WorkspaceFolder, content: TaxonomyContent): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, TAXONOMY_FILE);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  const project = await openProject(folder.uri);
  const change = setSetting(project?.getText() ?? '', 'taxonomy', TAXONOMY_FILE, project ? eolOf(project) : '\n');
  if (!change) {
    const message = vscode.l10n.t('tuneset.json is not valid JSON, so no taxonomy was created. Mend it first.');
    return refuseBroken(project!, message);
  }
  const creation = new vscode.WorkspaceEdit();
  if (!isThere) creation.createFile(uri, { contents: encoded(`${JSON.stringify(content, null, 2)}\n`) });
  if (!project) {
    const projectFile = vscode.Uri.joinPath(folder.uri, PROJECT_FILE);
    creation.createFile(projectFile, { contents: encoded(change.text) });
  }
  if (!(await vscode.workspace.applyEdit(creation))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The taxonomy could not be written.'));
    return;
  }
  if (project && (await editProject(project, [change])) === undefined) return;
  await vscode.window.showTextDocument(uri);
  if (!isThere) return;
  const message = vscode.l10n.t(
    '{0} was there already: tuneset.json names it now, and it stays as it is.',
    TAXONOMY_FILE,
  );
  void vscode.window.showInformationMessage(message);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
