import * as vscode from 'vscode';
import { LongestRecords, type LongestRecordsParams, type LongRecord, type TokenStatus } from '../../protocol/messages';
import type { Server } from '../server';
import { escapeIcons } from './escapeIcons';
import { formatNumber } from './formatNumber';
import { editorRange } from './protocolRange';
import { tokenCount } from './tokenStatusText';

/** Records that are listed. */
const LIMIT = 100;

type RecordPick = vscode.QuickPickItem & { readonly range: vscode.Range };

/** Lists the active dataset's records with the most tokens. Moving through the list shows each; Escape goes back to where one was. */
export async function goToLongestRecords(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const status = editor && server.status(editor.document.uri);
  if (!editor || !status) return;
  const params: LongestRecordsParams = { uri: editor.document.uri.toString(), limit: LIMIT };
  const records = await server.request<LongRecord[]>(LongestRecords.method, params);
  if (!records || !status.tokens || records.length === 0) {
    void vscode.window.showInformationMessage(status.tokens?.fault ?? whyNone(status.records));
    return;
  }
  const { tokens } = status;
  choose(
    editor,
    records.map((record) => recordPick(record, tokens)),
    titleOf(tokens, status.records),
  );
}

function whyNone(records: number): string {
  return records === 0
    ? vscode.l10n.t('This dataset has no records yet.')
    : vscode.l10n.t('No record has been counted yet.');
}

function titleOf(tokens: TokenStatus, records: number): string {
  const title = vscode.l10n.t('The Longest Records');
  if (tokens.counted >= records) return title;
  const part = vscode.l10n.t('{0} of {1} counted', formatNumber(tokens.counted), formatNumber(records));
  return `${title} (${part})`;
}

export function recordPick({ record, tokens, trained, range, preview }: LongRecord, status: TokenStatus): RecordPick {
  const isOver = status.cutoff !== null && tokens > status.cutoff;
  const over = isOver ? ` · $(warning) ${vscode.l10n.t('over the cutoff')}` : '';
  return {
    label: `${record + 1} · ${escapeIcons(preview)}`,
    description: `${tokenCount(tokens, status)} · ${vscode.l10n.t('{0} trained', formatNumber(trained))}${over}`,
    range: editorRange(range),
  };
}

function choose(editor: vscode.TextEditor, records: readonly RecordPick[], title: string): void {
  const { selections } = editor;
  const [view] = editor.visibleRanges;
  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    isWholeLine: true,
  });
  const list = vscode.window.createQuickPick<RecordPick>();
  list.title = title;
  list.placeholder = vscode.l10n.t('Type to search by number or prompt');
  list.items = records;
  list.matchOnDescription = true;
  let isAccepted = false;
  list.onDidChangeActive(([active]) => {
    if (!active) return;
    editor.setDecorations(mark, [active.range]);
    editor.revealRange(new vscode.Range(active.range.start, active.range.start), vscode.TextEditorRevealType.InCenter);
  });
  list.onDidAccept(() => {
    const [active] = list.activeItems;
    if (!active) return;
    isAccepted = true;
    editor.selection = new vscode.Selection(active.range.start, active.range.start);
    list.hide();
  });
  list.onDidHide(() => {
    mark.dispose();
    if (!isAccepted) {
      editor.selections = selections;
      if (view) editor.revealRange(view, vscode.TextEditorRevealType.AtTop);
    }
    list.dispose();
  });
  list.show();
}
