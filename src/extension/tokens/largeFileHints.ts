import * as vscode from 'vscode';
import type { InlayHint, MarkupContent } from 'vscode-languageserver-types';
import type { Server } from '../server';
import { protocolRange } from './protocolRange';

/**
 * VS Code draws no inlay hints in files of more UTF-16 units or lines, for which it saves memory (its TextModel's
 * LARGE_FILE_SIZE_THRESHOLD and LARGE_FILE_LINE_COUNT_THRESHOLD; it keeps no injected text for them).
 */
const LARGE = { units: 20 * 1024 * 1024, lines: 300_000 };
/** Milliseconds that scrolling rests before counts are asked for. */
const REST = 50;
/** Lines above and below the visible ones, which scrolling brings into view. */
const MARGIN = 30;

/** The counts at the start of records in files that are too large for VS Code's own hints: decorations that look the same. */
export class LargeFileHints implements vscode.Disposable, vscode.HoverProvider {
  private readonly type = vscode.window.createTextEditorDecorationType({
    before: {
      color: new vscode.ThemeColor('editorInlayHint.foreground'),
      backgroundColor: new vscode.ThemeColor('editorInlayHint.background'),
      margin: '0 0.4em 0 0',
    },
  });
  private readonly large = new WeakMap<vscode.TextDocument, boolean>();
  private readonly timers = new Map<vscode.TextEditor, NodeJS.Timeout>();
  private readonly drawn = new WeakMap<vscode.TextDocument, readonly InlayHint[]>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly server: Server) {
    const look = (editors: readonly vscode.TextEditor[]): void => editors.forEach((editor) => this.soon(editor));
    this.subscriptions = vscode.Disposable.from(
      vscode.languages.registerHoverProvider([{ language: 'json' }, { language: 'jsonl' }], this),
      vscode.window.onDidChangeVisibleTextEditors(look),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.soon(textEditor)),
      server.onStatus((uri) => {
        look(vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri));
      }),
    );
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.subscriptions.dispose();
    this.type.dispose();
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancel: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const hint = this.drawn
      .get(document)
      ?.find((drawn) => drawn.position.line === position.line && drawn.position.character === position.character);
    const resolved = hint && (await this.server.request<InlayHint>('inlayHint/resolve', hint, cancel));
    const tooltip = resolved?.tooltip as MarkupContent | undefined;
    return tooltip && new vscode.Hover(new vscode.MarkdownString(tooltip.value));
  }

  private soon(editor: vscode.TextEditor): void {
    if (!this.isLarge(editor.document)) return;
    clearTimeout(this.timers.get(editor));
    this.timers.set(
      editor,
      setTimeout(() => {
        this.timers.delete(editor);
        void this.draw(editor);
      }, REST),
    );
  }

  private async draw(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const { version } = document;
    const isOff = vscode.workspace.getConfiguration('editor.inlayHints', document).get('enabled') === 'off';
    const isShown = !isOff && this.server.status(document.uri) !== undefined;
    const hints = isShown ? await this.ask(document, editor.visibleRanges) : [];
    if (document.version !== version || this.timers.has(editor)) return;
    this.drawn.set(document, hints);
    editor.setDecorations(this.type, hints.map(decoration));
  }

  private async ask(document: vscode.TextDocument, ranges: readonly vscode.Range[]): Promise<InlayHint[]> {
    const textDocument = { uri: document.uri.toString() };
    const answers = await Promise.all(
      ranges.map((range) => {
        const wider = new vscode.Range(Math.max(0, range.start.line - MARGIN), 0, range.end.line + MARGIN, 0);
        const params = { textDocument, range: protocolRange(wider) };
        return this.server.request<InlayHint[] | null>('textDocument/inlayHint', params);
      }),
    );
    return answers.flatMap((answer) => answer ?? []);
  }

  /** VS Code decides it when it opens the file, and so for good. */
  private isLarge(document: vscode.TextDocument): boolean {
    const known = this.large.get(document);
    if (known !== undefined) return known;
    const units = document.offsetAt(new vscode.Position(document.lineCount, 0));
    const isOptimised = vscode.workspace.getConfiguration('editor', document).get('largeFileOptimizations') !== false;
    const isLarge = isOptimised && (units > LARGE.units || document.lineCount > LARGE.lines);
    this.large.set(document, isLarge);
    return isLarge;
  }
}

function decoration({ position: { line, character }, label }: InlayHint): vscode.DecorationOptions {
  const contentText = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
  return { range: new vscode.Range(line, character, line, character + 1), renderOptions: { before: { contentText } } };
}
