import * as vscode from 'vscode';
import { asCsv, asMarkdown } from './coverageTable';
import { choiceOf, ORDERS, type CoverageItem, type Order } from './coverageItems';
import { askScope } from './coverageScope';
import { coverageText } from './coverageTexts';
import type { CoverageView } from './coverageView';
import { addToTaxonomy, renameTaskType, type RenameWish } from './renameTaskType';
import { showRecords } from './showRecords';
import type { Server } from '../server';
import { Command, View } from '../contributions';

/** The commands of the view of task types, and of renaming what it shows. */
export function coverageCommands(server: Server, view: CoverageView) {
  return {
    [Command.showRecords]: (item?: CoverageItem) => showRecordsOf(server, view, item),
    [Command.refreshCoverage]: () => view.refresh(),
    [Command.stopReading]: () => view.stop(),
    [Command.chooseCoverageScope]: () => chooseScope(view),
    [Command.showCoverageOf]: (file?: vscode.Uri, selected?: readonly vscode.Uri[]) =>
      showCoverageOf(view, file, selected),
    [Command.filterTaskTypes]: () => filterTypes(view),
    [Command.clearFilter]: () => view.find(''),
    [Command.sortTaskTypes]: () => sortTypes(view),
    [Command.copyCoverage]: () => copyCoverage(view, 'markdown'),
    [Command.copyCoverageAsCsv]: () => copyCoverage(view, 'csv'),
    [Command.renameTaskType]: (item?: CoverageItem | RenameWish) => renameTaskType(server, renameWish(item)),
    [Command.addTaskType]: (item?: CoverageItem) =>
      addToTaxonomy(server, item?.kind === 'type' ? item.row.type : undefined),
  };
}

/** Lists the records that a line of the view stands for. */
async function showRecordsOf(server: Server, view: CoverageView, item?: CoverageItem): Promise<void> {
  const scope = view.scopes.asked;
  const { shown } = view;
  if (!item || !scope || !shown) return;
  const title = item.kind === 'type' ? item.row.text : coverageText(item, shown.result).label;
  await showRecords(server, scope, choiceOf(item), title);
}

async function chooseScope(view: CoverageView): Promise<void> {
  const scope = await askScope(view.scopes.chosen);
  if (scope) await view.use(scope);
}

/** Shows the view for the files that are selected in the Explorer. */
async function showCoverageOf(view: CoverageView, file?: vscode.Uri, selected?: readonly vscode.Uri[]): Promise<void> {
  const uris = (selected ?? (file ? [file] : [])).map((uri) => uri.toString());
  await vscode.commands.executeCommand(`${View.coverage}.focus`);
  if (uris.length > 0) await view.use({ kind: 'files', uris });
}

/** Filters the types while one types; Escape brings back what was shown before. */
function filterTypes(view: CoverageView): void {
  const before = view.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter Task Types');
  input.placeholder = vscode.l10n.t('A part of the name; empty for all');
  input.value = before;
  let isAccepted = false;
  input.onDidChangeValue((text) => view.find(text));
  input.onDidAccept(() => {
    isAccepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!isAccepted) view.find(before);
    input.dispose();
  });
  input.show();
}

async function sortTypes(view: CoverageView): Promise<void> {
  const labels: Readonly<Record<Order, string>> = {
    taxonomy: vscode.l10n.t('As in the taxonomy'),
    records: vscode.l10n.t('Most records first'),
    deviation: vscode.l10n.t('Furthest off the target share first'),
    tokens: vscode.l10n.t('Most tokens first'),
    findings: vscode.l10n.t('Most findings first'),
    name: vscode.l10n.t('By name'),
  };
  const picks = ORDERS.map((order) => ({ order, label: `${order === view.order ? '$(check) ' : ''}${labels[order]}` }));
  const picked = await vscode.window.showQuickPick(picks, { title: vscode.l10n.t('Sort Task Types') });
  if (picked) await view.sort(picked.order);
}

async function copyCoverage(view: CoverageView, as: 'markdown' | 'csv'): Promise<void> {
  const { shown } = view;
  if (!shown) return;
  const text = as === 'csv' ? asCsv(shown.items, shown.result) : asMarkdown(shown.items, shown.result);
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('The table was copied.')}`, 3000);
}

/** What a line of the view, or a key binding, settles of a rename. */
function renameWish(item: CoverageItem | RenameWish | undefined): RenameWish {
  if (!item || !('kind' in item)) return item ?? {};
  return item.kind === 'type' || item.kind === 'own' ? { from: item.row } : {};
}
