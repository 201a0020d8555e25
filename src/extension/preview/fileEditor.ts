import * as vscode from 'vscode';
import { nodeAt, treeOf } from '../../dataset/tree';
import type { PlacedRecord } from '../../protocol/records';
import { editorRange } from '../tokens/protocolRange';
import { otherColumn } from './applyRecordEdits';
import { readText } from './openText';

/** Shows a file in an editor, in the column where it is shown already if there is one. @returns undefined if it can't be opened, which is told */
export async function showFile(
  uri: string,
  beside: vscode.ViewColumn | undefined,
): Promise<vscode.TextEditor | undefined> {
  const document = await readText(uri);
  if (typeof document === 'string') {
    void vscode.window.showWarningMessage(document);
    return undefined;
  }
  return vscode.window.showTextDocument(document, { viewColumn: columnOf(uri) ?? otherColumn(beside), preview: false });
}

/** Selects a part of a record in the file; the record itself where it has no such part. */
export async function revealPart(
  uri: string,
  place: PlacedRecord,
  pointer: string,
  beside: vscode.ViewColumn | undefined,
): Promise<void> {
  const editor = await showFile(uri, beside);
  if (!editor) return;
  const record = editorRange(place.range);
  const part = place.version === editor.document.version ? partOf(editor.document, record, pointer) : undefined;
  const range = part ?? new vscode.Range(record.start, record.start);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Takes the last step back in a file, or makes it again. VS Code does so in the editor that has the focus, so that goes there and comes back. */
export async function undoInFile(
  uri: string,
  step: 'undo' | 'redo',
  beside: vscode.ViewColumn | undefined,
  focusBack: () => void,
): Promise<void> {
  if (!(await showFile(uri, beside))) return;
  await vscode.commands.executeCommand(step);
  focusBack();
}

function columnOf(uri: string): vscode.ViewColumn | undefined {
  const shows = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri;
  const groups = vscode.window.tabGroups.all;
  return (groups.find(({ activeTab }) => activeTab && shows(activeTab)) ?? groups.find(({ tabs }) => tabs.some(shows)))
    ?.viewColumn;
}

function partOf(document: vscode.TextDocument, record: vscode.Range, pointer: string): vscode.Range | undefined {
  const text = document.getText(record);
  const tree = treeOf(text);
  const node = tree && nodeAt(tree, pointer);
  if (!node) return undefined;
  // Offsets are counted in the record alone, as the whole file would have to be walked otherwise.
  const place = (offset: number): vscode.Position => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/);
    const character = before.at(-1)!.length + (before.length === 1 ? record.start.character : 0);
    return new vscode.Position(record.start.line + before.length - 1, character);
  };
  return new vscode.Range(place(node.offset), place(node.offset + node.length));
}
