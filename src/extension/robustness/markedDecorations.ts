import * as vscode from 'vscode';
import type { MarkedRecord } from '../../protocol/twins';
import { Color } from '../contributions';
import { editorRange } from '../tokens/protocolRange';
import { markedHover } from './markedHover';

/** An icon in the gutter and a quiet colour for records that are bad on purpose. */
export class MarkedDecorations implements vscode.Disposable {
  private readonly prompt = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(Color.robustnessBackground),
    border: '1px solid',
    borderColor: new vscode.ThemeColor(Color.robustnessBorder),
    borderRadius: '2px',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private gutter: vscode.TextEditorDecorationType;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    redraw: () => void,
  ) {
    this.gutter = this.gutterType(vscode.window.activeColorTheme.kind);
    this.subscription = vscode.window.onDidChangeActiveColorTheme(({ kind }) => {
      this.gutter.dispose();
      this.gutter = this.gutterType(kind);
      redraw();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.gutter.dispose();
    this.prompt.dispose();
  }

  draw(editor: vscode.TextEditor, marked: readonly MarkedRecord[]): void {
    const { uri } = editor.document;
    const starts = marked.map((record) => {
      const { start } = editorRange(record.range);
      return { range: new vscode.Range(start, start.translate(0, 1)), hoverMessage: markedHover(uri, record) };
    });
    const prompts = marked.flatMap((record) => {
      const hoverMessage = markedHover(uri, record);
      return record.prompts.map((range) => ({ range: editorRange(range), hoverMessage }));
    });
    editor.setDecorations(this.gutter, starts);
    editor.setDecorations(this.prompt, prompts);
  }

  /** An extension's decoration has an icon for dark and one for light themes; high contrast wants others. */
  private gutterType(kind: vscode.ColorThemeKind): vscode.TextEditorDecorationType {
    const names: Record<vscode.ColorThemeKind, string> = {
      [vscode.ColorThemeKind.Light]: 'light',
      [vscode.ColorThemeKind.Dark]: 'dark',
      [vscode.ColorThemeKind.HighContrast]: 'contrast-dark',
      [vscode.ColorThemeKind.HighContrastLight]: 'contrast-light',
    };
    return vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.joinPath(this.extension, 'media', 'robustness', `${names[kind]}.svg`),
      gutterIconSize: 'contain',
    });
  }
}
