import * as vscode from 'vscode';
import { ListMarked, type MarkedParams, type MarkedRecord } from '../../protocol/twins';
import type { Server } from '../server';
import { protocolRange } from '../tokens/protocolRange';
import { MarkedDecorations } from './markedDecorations';

/** Milliseconds of rest before what can be seen is asked for. */
const REST = 120;
/** Lines above and below what can be seen that are decorated too, for scrolling. */
const MARGIN = 40;

/** Shows in every editor which of the records in sight are bad on purpose. */
export class MarkedView implements vscode.Disposable {
  private readonly decorations: MarkedDecorations;
  private readonly subscriptions: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: Server,
    extension: vscode.Uri,
  ) {
    const look = (): void => this.soon();
    this.decorations = new MarkedDecorations(extension, look);
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(look),
      vscode.window.onDidChangeTextEditorVisibleRanges(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (server.status(document.uri)) look();
      }),
      server.onStatus(look),
    );
    look();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.decorations.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const editor of vscode.window.visibleTextEditors) void this.look(editor);
    }, REST);
  }

  private async look(editor: vscode.TextEditor): Promise<void> {
    const { document, visibleRanges } = editor;
    if (!['json', 'jsonl'].includes(document.languageId)) return;
    if (!this.server.status(document.uri)) return this.decorations.draw(editor, []);
    const { version } = document;
    const lists = await Promise.all(visibleRanges.map((range) => this.markedIn(document, range)));
    if (lists.includes(undefined) || document.version !== version) return; // Another look is on its way.
    const byRecord = new Map(lists.flatMap((list) => list ?? []).map((each) => [each.record, each]));
    this.decorations.draw(editor, [...byRecord.values()]);
  }

  private markedIn(document: vscode.TextDocument, { start, end }: vscode.Range): Promise<MarkedRecord[] | undefined> {
    const around = new vscode.Range(Math.max(0, start.line - MARGIN), 0, end.line + MARGIN, 0);
    const params: MarkedParams = { uri: document.uri.toString(), range: protocolRange(document.validateRange(around)) };
    return this.server.request<MarkedRecord[]>(ListMarked.method, params);
  }
}
