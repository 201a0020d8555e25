import assert from 'node:assert/strict';
import { rm, truncate, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Command } from '../../src/extension/contributions';
import { closeAll, inWorkspace, open, openNew, until } from './editor';

const COUNT = 12;

function recordText(i: number): string {
  return `{"instruction": "第${i}个问题", "input": "", "output": "回答${i}"}`;
}

const LINES = Array.from({ length: COUNT }, (_, i) => recordText(i));
const TEXT = LINES.map((line) => `${line}\n`).join('');

/** Titles of previews, as they stand in the tabs from left to right. */
function titles(): string[] {
  return previews().map(({ label }) => label);
}

function previews(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && /tuneset\.preview$/.test(input.viewType),
  );
}

function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}

async function cursorIsAt(editor: vscode.TextEditor, line: number): Promise<void> {
  await until(
    () => editor.selection.active.line,
    (now) => now === line,
    `the cursor on line ${line}`,
  );
}

async function textIs(document: vscode.TextDocument, lines: readonly string[]): Promise<void> {
  await until(
    () => document.getText(),
    (text) => text === lines.map((line) => `${line}\n`).join(''),
    'the edited text',
  );
}

async function titlesAre(...wanted: string[]): Promise<void> {
  await until(titles, (now) => now.join() === wanted.join(), `the previews ${wanted.join()}`);
}

/** The number of the record in the preview: pinned, it stands in the title. */
async function shownRecord(): Promise<number> {
  await run(Command.previewPin);
  const [title] = await until(titles, ([first]) => /^Record/.test(first ?? ''), 'a pinned preview');
  await run(Command.previewPin);
  await until(titles, ([first]) => /^Preview/.test(first ?? ''), 'a preview that follows');
  return Number(/\d+/.exec(title!)![0]);
}

/** The file with an editor, and a preview that has shown the record at the cursor: going on from there moves the cursor. */
async function openPreview(name: string, line: number): Promise<vscode.TextEditor> {
  const editor = await openNew(name, TEXT);
  editor.selection = new vscode.Selection(line, 5, line, 5);
  await run(Command.openPreview);
  await titlesAre(`Preview ${name}`);
  assert.equal(await shownRecord(), line + 1);
  return editor;
}

async function closePreviews(): Promise<void> {
  await vscode.window.tabGroups.close(previews());
  await closeAll();
}

describe('the preview', () => {
  afterEach(closePreviews);

  it('shows the record at the cursor, beside the editor, which keeps the focus', async () => {
    const editor = await openPreview('at.jsonl', 3);
    assert.equal(vscode.window.activeTextEditor, editor);
    assert.notEqual(previews()[0]!.group.viewColumn, editor.viewColumn);
  });

  it('moves the cursor from record to record, and round at the end', async () => {
    const editor = await openPreview('moves.jsonl', 1);
    await run(Command.previewNext);
    await cursorIsAt(editor, 2);
    await run(Command.previewPrevious);
    await run(Command.previewPrevious);
    await cursorIsAt(editor, 0);
    await run(Command.previewPrevious);
    await cursorIsAt(editor, COUNT - 1);
    assert.equal(vscode.window.activeTextEditor, editor);
  });

  it('makes every step, however fast they follow each other', async () => {
    const editor = await openPreview('fast.jsonl', 0);
    await Promise.all(Array.from({ length: 7 }, () => run(Command.previewNext)));
    await cursorIsAt(editor, 7);
    // Nothing of it comes back from the cursor.
    await run(Command.previewNext);
    await cursorIsAt(editor, 8);
  });

  it('follows the cursor, to another file too', async () => {
    const editor = await openPreview('follows.jsonl', 0);
    const moved = new Promise<void>((resolve) => {
      const listening = vscode.window.onDidChangeTextEditorSelection(() => {
        listening.dispose();
        resolve();
      });
    });
    editor.selection = new vscode.Selection(5, 10, 5, 10);
    await moved;
    await until(shownRecord, (record) => record === 6, 'the record at the cursor');
    await openNew('another.jsonl', TEXT);
    await titlesAre('Preview another.jsonl');
  });

  it('stays where it is while it is pinned, and leaves the cursor alone', async () => {
    const editor = await openPreview('pinned.jsonl', 2);
    await run(Command.previewPin);
    editor.selection = new vscode.Selection(9, 0, 9, 0);
    await run(Command.previewNext);
    await titlesAre('Record 4 of pinned.jsonl');
    assert.equal(editor.selection.active.line, 9);
  });

  it('keeps a record beside another preview that follows', async () => {
    await openPreview('two.jsonl', 4);
    await run(Command.openAnotherPreview);
    await titlesAre('Record 5 of two.jsonl', 'Preview two.jsonl');
  });

  it('goes to the next record with a finding, and without a task type', async () => {
    const lines = [...LINES.slice(0, 4), '{"instruction": "坏的", "output": 5}', ...LINES.slice(4)];
    const editor = await openNew('findings.jsonl', lines.join('\n') + '\n');
    await run(Command.openPreview);
    await titlesAre('Preview findings.jsonl');
    await until(
      () => vscode.languages.getDiagnostics(editor.document.uri).length,
      (count) => count > 0,
      'findings',
    );
    await run(Command.previewNextFinding);
    await cursorIsAt(editor, 4);
    await run(Command.previewNextUntagged);
    await cursorIsAt(editor, 5);
  });

  it('keeps to its file when that gets another name', async () => {
    await openPreview('before.jsonl', 6);
    await run(Command.previewPin);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(inWorkspace('before.jsonl'), inWorkspace('after.jsonl'), { overwrite: true });
    await vscode.workspace.applyEdit(edit);
    await titlesAre('Record 7 of after.jsonl');
  });

  it('goes on after the server was started anew', async () => {
    const editor = await openPreview('restart.jsonl', 2);
    await run(Command.restartServer);
    // This moves the cursor once the server knows the file again.
    await until(
      () => run(Command.goToRecord, 8).then(() => editor.selection.active.line),
      (line) => line === 7,
      'the file to be a dataset again',
    );
    await run(Command.openPreview);
    await run(Command.previewNext);
    await cursorIsAt(editor, 8);
  });

  it('says so where a file is too large for VS Code to give it to extensions, and opens nothing', async () => {
    const large = inWorkspace('large.jsonl');
    await writeFile(large.fsPath, '');
    await truncate(large.fsPath, 51 * 1024 * 1024);
    await run(Command.openPreview, large);
    assert.deepEqual(titles(), []);
    await rm(large.fsPath);
  });
});

describe('commands for records', () => {
  afterEach(closePreviews);

  async function openAt(name: string, line: number): Promise<vscode.TextEditor> {
    await openNew(name, TEXT);
    const editor = await open(name);
    await until(
      () => run(Command.goToRecord, line + 1).then(() => editor.selection.active.line),
      (now) => now === line,
      'the file to be a dataset',
    );
    return editor;
  }

  it('duplicate, move and delete the record at the cursor, each as one step back', async () => {
    const editor = await openAt('edits.jsonl', 3);
    const { document } = editor;
    await run(Command.duplicateRecord);
    await textIs(document, [...LINES.slice(0, 4), LINES[3]!, ...LINES.slice(4)]);
    await cursorIsAt(editor, 4);
    await run('undo');
    await textIs(document, LINES);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    await run(Command.moveRecordUp);
    await textIs(document, [...LINES.slice(0, 2), LINES[3]!, LINES[2]!, ...LINES.slice(4)]);
    await cursorIsAt(editor, 2);
    await run(Command.moveRecordDown);
    await textIs(document, LINES);
    await cursorIsAt(editor, 3);
    await run(Command.deleteRecord);
    await textIs(document, [...LINES.slice(0, 3), ...LINES.slice(4)]);
    await cursorIsAt(editor, 3);
    await run('undo');
    await textIs(document, LINES);
    assert.ok(document.isDirty);
  });

  it('work on the record of the preview that has the focus, also where no editor shows its file', async () => {
    const editor = await openPreview('unseen.jsonl', 5);
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isOf(editor))));
    await until(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
      (label) => label === 'Preview unseen.jsonl',
      'the preview to be active',
    );
    await run(Command.deleteRecord);
    const document = await vscode.workspace.openTextDocument(editor.document.uri);
    await textIs(document, [...LINES.slice(0, 5), ...LINES.slice(6)]);
    await until(
      () => vscode.window.visibleTextEditors.some((other) => other.document === document),
      (isShown) => isShown,
      'the changed file to be shown',
    );
  });
});

function isOf({ document }: vscode.TextEditor): (tab: vscode.Tab) => boolean {
  return ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString();
}
