import * as vscode from 'vscode';
import type { ShownToken } from '../../protocol/messages';
import { Color } from '../contributions';
import { editorRange } from './protocolRange';
import { isOneCharacter, type TokenBox } from './tokenBoxes';

/**
 * Outlines tokens in an editor. VS Code draws neighbours of one decoration type as one box, so neighbours are of different types,
 * special tokens too.
 */
export class TokenDecorations implements vscode.Disposable {
  private readonly types = {
    odd: outline(Color.tokenOddBackground, Color.tokenOddBorder),
    even: outline(Color.tokenEvenBackground, Color.tokenEvenBorder),
    oddSpecial: outline(Color.tokenSpecialBackground, Color.tokenSpecialBorder),
    evenSpecial: outline(Color.tokenSpecialBackground, Color.tokenSpecialBorder),
  };

  draw(editor: vscode.TextEditor, boxes: readonly TokenBox[]): void {
    for (const [name, type] of Object.entries(this.types)) {
      const own = boxes.filter((box) => styleOf(box) === name);
      editor.setDecorations(type, own.map(decoration));
    }
  }

  dispose(): void {
    for (const type of Object.values(this.types)) type.dispose();
  }
}

function outline(background: string, border: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(background),
    border: '1px solid',
    borderColor: new vscode.ThemeColor(border),
    borderRadius: '2px',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function styleOf({ isOdd, tokens }: TokenBox): string {
  const isSpecial = tokens.some(({ special }) => special !== null);
  return `${isOdd ? 'odd' : 'even'}${isSpecial ? 'Special' : ''}`;
}

function decoration(box: TokenBox): vscode.DecorationOptions {
  const options = { range: editorRange(box.range), hoverMessage: tokenHover(box) };
  const count = box.tokens.length;
  if (count === 1) return options;
  const after = { contentText: superscript(count), color: new vscode.ThemeColor('descriptionForeground') };
  return { ...options, renderOptions: { after } };
}

/** The tokens of a box with their ids and texts, as they are. */
export function tokenHover(box: TokenBox): vscode.MarkdownString {
  const hover = new vscode.MarkdownString();
  const count = box.tokens.length;
  if (count > 1) {
    const title = isOneCharacter(box)
      ? vscode.l10n.t('{0} tokens share this character', count)
      : vscode.l10n.t('{0} tokens share characters: their ends lie inside of one', count);
    hover.appendMarkdown(`**${title}**\n\n`);
  }
  const lines = box.tokens.map((token) => (count > 1 ? `- ${describe(token)}` : describe(token)));
  return hover.appendMarkdown(lines.join('\n'));
}

function describe({ id, text, special }: ShownToken): string {
  const name = special === null ? '' : `${vscode.l10n.t('special token')} `;
  return `${name}${inlineCode(visible(special ?? text))} · id **${id}**`;
}

/** White space and control characters as signs that can be seen. */
function visible(text: string): string {
  return text
    .replace(/ /g, '␣')
    .replace(/\r/g, '␍')
    .replace(/\n/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(/[\0-\x1f\x7f]/g, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Markdown code that holds any text: its fence is longer than the longest run of backticks in it. */
function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

function superscript(count: number): string {
  return [...String(count)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}
