import * as vscode from 'vscode';
import type { CoverageScope } from '../../protocol/coverage';
import { isResultFile } from '../../probe/batch/resultFileName';
import { isReviewFile } from '../../review/reviewFile';
import { needsServer } from '../needsServer';
import type { Server } from '../server';

/** What the view is about: the dataset that one works on, some files, or all of the workspace. */
export type ViewScope =
  | { readonly kind: 'active' }
  | { readonly kind: 'workspace' }
  | { readonly kind: 'files'; readonly uris: readonly string[] };

const KEY = 'tuneset.coverage.scope';
const DATA = '**/*.{json,jsonl,ndjson}';
const FOREIGN = '**/{node_modules,.git,.venv,__pycache__}/**';
/** Files that can be chosen from. */
const MAX_FILES = 5000;

export class CoverageScopes {
  private active: string | undefined;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {}

  get chosen(): ViewScope {
    return this.memory.get<ViewScope>(KEY) ?? { kind: 'active' };
  }

  async choose(scope: ViewScope): Promise<void> {
    await this.memory.update(KEY, scope);
  }

  /** Takes the active editor's dataset; where it is none, the last one stays. @returns true if it is another one */
  look(): boolean {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const { active } = this;
    if (uri !== undefined && this.server.status(vscode.Uri.parse(uri))) this.active = uri;
    else if (active !== undefined && !isOpen(active)) this.active = undefined;
    return this.active !== active;
  }

  /** What is asked of the server; undefined where there is nothing to ask. */
  get asked(): CoverageScope | undefined {
    const { chosen } = this;
    if (chosen.kind === 'workspace') return { kind: 'workspace' };
    if (chosen.kind === 'files') return chosen;
    return this.active === undefined ? undefined : { kind: 'files', uris: [this.active] };
  }

  /** What the view says it is about. */
  get title(): string {
    const { chosen } = this;
    if (chosen.kind === 'workspace') return vscode.l10n.t('Workspace');
    const uris = chosen.kind === 'files' ? chosen.uris : this.active === undefined ? [] : [this.active];
    if (uris.length === 1) return vscode.workspace.asRelativePath(vscode.Uri.parse(uris[0]!));
    return uris.length === 0 ? '' : vscode.l10n.t('{0} files', uris.length);
  }
}

/** Asks what the view is to be about; undefined if the user gives up. */
export async function askScope(current: ViewScope): Promise<ViewScope | undefined> {
  const mark = (kind: ViewScope['kind']): string => (kind === current.kind ? '$(check) ' : '');
  const picks: (vscode.QuickPickItem & { readonly scope: ViewScope['kind'] })[] = [
    { scope: 'active', label: `${mark('active')}${vscode.l10n.t('The dataset in the active editor')}` },
    { scope: 'files', label: `${mark('files')}${vscode.l10n.t('Some files…')}` },
    {
      scope: 'workspace',
      label: `${mark('workspace')}${vscode.l10n.t('All datasets of the workspace')}`,
      detail: vscode.l10n.t('Files that are not open are read in the background; their tokens are not counted.'),
    },
  ];
  const picked = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Task Types'),
    placeHolder: vscode.l10n.t('Which records are to be counted?'),
  });
  if (!picked) return undefined;
  if (picked.scope === 'files') return askFiles(current);
  return picked.scope === 'workspace' ? { kind: 'workspace' } : { kind: 'active' };
}

async function askFiles(current: ViewScope): Promise<ViewScope | undefined> {
  const files = await vscode.workspace.findFiles(DATA, FOREIGN, MAX_FILES);
  const found = files.filter(({ path }) => !isReviewFile(path) && !isResultFile(path));
  const chosen = new Set(current.kind === 'files' ? current.uris : []);
  const picks = found
    .map((uri) => ({ uri: uri.toString(), label: vscode.workspace.asRelativePath(uri) }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
    .map((pick) => ({ ...pick, picked: chosen.has(pick.uri) }));
  const picked = await vscode.window.showQuickPick(picks, {
    canPickMany: true,
    title: vscode.l10n.t('Task Types'),
    placeHolder: vscode.l10n.t('Choose the files whose records are to be counted'),
  });
  if (!picked || picked.length === 0) return undefined;
  return { kind: 'files', uris: picked.map(({ uri }) => uri) };
}

/** An open document that may be a dataset. */
function isOpen(uri: string): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && needsServer(document));
}
