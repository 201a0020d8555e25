import * as vscode from 'vscode';
import {
  ListRecords,
  type CoverageScope,
  type ListedRecord,
  type RecordChoice,
  type RecordList,
} from '../../protocol/coverage';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { editorRange } from '../tokens/protocolRange';

/** Records that are listed at a time. */
const PAGE = 200;

type RecordPick = vscode.QuickPickItem & { readonly record?: ListedRecord };

/** Lists the records of a choice, a page at a time, and goes to the one that is picked. */
export async function showRecords(
  server: Server,
  scope: CoverageScope,
  choice: RecordChoice,
  title: string,
): Promise<void> {
  const list = vscode.window.createQuickPick<RecordPick>();
  const cancel = new vscode.CancellationTokenSource();
  const hasFiles = scope.kind === 'workspace' || scope.uris.length > 1;
  const records: RecordPick[] = [];
  const load = async (): Promise<void> => {
    if (list.busy) return;
    list.busy = true;
    const params = { scope, choice, from: records.length, limit: PAGE };
    const page = await server.request<RecordList | null>(ListRecords.method, params, cancel.token);
    if (cancel.token.isCancellationRequested) return;
    list.busy = false;
    if (!page) {
      list.placeholder = vscode.l10n.t('The records could not be listed. The log says why.');
      return;
    }
    const first = records.length;
    records.push(...page.records.map((record) => pickOf(record, hasFiles)));
    list.items = [
      ...records,
      ...(page.hasMore ? [{ label: `$(more) ${vscode.l10n.t('More records…')}`, alwaysShow: true }] : []),
    ];
    if (first > 0) list.activeItems = list.items.slice(first, first + 1);
    list.placeholder =
      records.length === 0
        ? vscode.l10n.t('There are no such records.')
        : vscode.l10n.t('Type to search by number or prompt');
  };
  list.title = title;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.placeholder = vscode.l10n.t('Looking for the records…');
  list.onDidAccept(() => {
    const [active] = list.activeItems;
    if (active?.record) {
      list.hide();
      void goTo(active.record);
    } else if (active) void load();
  });
  list.onDidHide(() => {
    cancel.cancel();
    list.dispose();
  });
  list.show();
  await load();
}

function pickOf(record: ListedRecord, hasFiles: boolean): RecordPick {
  const { types, kinds, findings } = record;
  const parts = [
    escapeIcons(types.join(vscode.l10n.t(', '))),
    kinds.length > 0 ? `$(shield) ${escapeIcons(kinds.join(vscode.l10n.t(', ')))}` : '',
    findings > 0 ? vscode.l10n.t('findings: {0}', findings) : '',
  ];
  return {
    record,
    label: `${record.record + 1} · ${escapeIcons(record.preview)}`,
    description: parts.filter((part) => part !== '').join(' · '),
    ...(hasFiles ? { detail: vscode.workspace.asRelativePath(vscode.Uri.parse(record.uri)) } : {}),
  };
}

async function goTo({ uri, range }: ListedRecord): Promise<void> {
  const { start } = editorRange(range);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
