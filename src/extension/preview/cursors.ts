import * as vscode from 'vscode';
import type { PlacedRecord } from '../../protocol/records';

/** Cursors that the extension moved and of which VS Code has not told yet. */
const REMEMBERED = 50;

/** Moves the cursors of editors, and knows its own moves from those of people. */
export class Cursors implements vscode.Disposable {
  private readonly moveEmitter = new vscode.EventEmitter<vscode.TextEditor>();
  /** Fires when the cursor of the active editor was moved, or another editor became active, and it was not this that did it. */
  readonly onMove = this.moveEmitter.event;
  private readonly subscriptions: vscode.Disposable;
  /** By file: where cursors were put, oldest first. */
  private readonly own = new Map<string, string[]>();

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (!this.isOwn(textEditor) && textEditor === vscode.window.activeTextEditor) this.moveEmitter.fire(textEditor);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.moveEmitter.fire(editor);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.own.delete(uri.toString())),
    );
  }

  /** Puts the cursor of each editor that shows the file on a record, if it is not there; takes the focus from nothing. */
  moveTo(uri: string, { range, version }: PlacedRecord): void {
    const record = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.toString() !== uri || document.version !== version) continue;
      if (!isAt(editor.selection.active, record)) this.put(editor, record.start);
      editor.revealRange(
        new vscode.Range(record.start, record.start),
        vscode.TextEditorRevealType.InCenterIfOutsideViewport,
      );
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.moveEmitter.dispose();
  }

  private put(editor: vscode.TextEditor, position: vscode.Position): void {
    const key = editor.document.uri.toString();
    this.own.set(key, [...(this.own.get(key) ?? []), placeOf(position)].slice(-REMEMBERED));
    editor.selection = new vscode.Selection(position, position);
  }

  /** VS Code may tell of the last of several moves only. A person's move ends the waiting for those that it never told of. */
  private isOwn({ document, selection }: vscode.TextEditor): boolean {
    const key = document.uri.toString();
    const moves = this.own.get(key) ?? [];
    const index = moves.indexOf(placeOf(selection.active));
    this.own.set(key, index === -1 ? [] : moves.slice(index + 1));
    return index !== -1;
  }
}

/** On the record's lines, before its end: several records may share a line. */
function isAt(position: vscode.Position, record: vscode.Range): boolean {
  return record.contains(position);
}

function placeOf({ line, character }: vscode.Position): string {
  return `${line}:${character}`;
}
