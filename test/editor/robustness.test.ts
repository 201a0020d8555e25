import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../src/extension/contributions';
import { markedHover } from '../../src/extension/robustness/markedHover';
import { closeAll, openNew, until } from './editor';

const RECORDS = Array.from(
  { length: 6 },
  (_, i) =>
    `{"id": "r-${i}", "instruction": "请介绍一下这座城市的历史和文化，第${i}次", "input": "", "output": "好"}\n`,
).join('');

async function isDataset(): Promise<void> {
  await until(
    () => vscode.commands.executeCommand('tuneset.goToRecord', 1).then(() => vscode.window.activeTextEditor),
    (editor) => editor !== undefined,
    'the file to be a dataset',
  );
}

async function undone({ document }: vscode.TextEditor, text: string): Promise<void> {
  await vscode.commands.executeCommand('undo');
  await until(
    () => document.getText(),
    (now) => now === text,
    'the text as it was',
  );
}

describe('robust twins', () => {
  afterEach(closeAll);

  it('are inserted below the record at the cursor, and taken back by one undo', async () => {
    const editor = await openNew('twins.jsonl', RECORDS);
    await isDataset();
    editor.selection = new vscode.Selection(2, 20, 2, 20);
    await vscode.commands.executeCommand(Command.makeTwin, { kinds: ['typo'], strength: 'medium', seed: 1 });
    const { document } = editor;
    const twin = JSON.parse(document.lineAt(3).text) as Record<string, unknown>;
    assert.deepEqual([twin.id, twin.robustness, twin.variant_of, twin.output], ['r-2-robust', 'typo', 'r-2', '好']);
    assert.equal(document.lineCount, RECORDS.split('\n').length + 1);
    await undone(editor, RECORDS);
  });

  it('are made of many records at once, and taken back by one undo', async () => {
    const editor = await openNew('many.jsonl', RECORDS);
    await isDataset();
    const wish = { type: null, percent: 50, kinds: ['typo', 'noise'], strength: 'strong', seed: 2 };
    await vscode.commands.executeCommand(Command.makeTwins, wish);
    const lines = editor.document.getText().trimEnd().split('\n');
    assert.equal(lines.filter((line) => line.includes('"variant_of"')).length, 3);
    await undone(editor, RECORDS);
  });

  it('lead to their clean records', async () => {
    const twin = '{"instruction": "请介少", "input": "", "output": "好", "robustness": "typo", "variant_of": "r-4"}\n';
    const editor = await openNew('link.jsonl', RECORDS + twin);
    await isDataset();
    const place = { uri: editor.document.uri.toString(), line: 6 };
    await vscode.commands.executeCommand(Command.goToCleanTwin, place);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 4);
  });

  it('say in their hover why they look bad, with nothing of the data as Markdown', () => {
    const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } };
    const hover = markedHover(vscode.Uri.parse('file:///a.jsonl'), {
      ...{ record: 3, range, prompts: [], twin: null, variantOf: '[x](command:evil)' },
      kinds: [{ name: '**odd**', description: null }],
    });
    assert.deepEqual(hover.isTrusted, { enabledCommands: [Command.goToCleanTwin] });
    assert.ok(!hover.value.includes('[x](command:evil)') && !hover.value.includes('****odd'), hover.value);
    assert.match(hover.value, /bad on purpose[^]*command:tuneset\.robustness\.goToCleanTwin/);
  });
});
