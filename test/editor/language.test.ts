import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FAULTY, closeAll, expectShown, open, openNew } from './editor';

async function completions(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('in a dataset', () => {
  afterEach(closeAll);

  it('hovering tells what a field means', async () => {
    const { document } = await open('faulty.jsonl');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 4),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(text, /Instruction/);
    assert.match(text, /required/);
  });

  it('completion offers the keys that are missing', async () => {
    const { document } = await openNew('keys.jsonl', '{"instruction": "a", "output": "b", }\n');
    const labels = await completions(document.uri, new vscode.Position(0, 36));
    assert.ok(labels.includes('input') && labels.includes('history') && labels.includes('task_type'), labels.join());
    assert.ok(!labels.includes('output'));
  });

  it('completion offers values of other records', async () => {
    const known = '{"instruction": "a", "output": "b", "task_type": "写作 - 标题"}\n';
    const { document } = await openNew(
      'values.jsonl',
      `${known}{"instruction": "a", "output": "b", "task_type": ""}\n`,
    );
    assert.ok((await completions(document.uri, new vscode.Position(1, 50))).includes('写作 - 标题'));
  });

  it('completion offers whole records on an empty line', async () => {
    const { document } = await openNew('records.jsonl', '{"instruction": "a", "output": "b"}\n');
    assert.ok((await completions(document.uri, new vscode.Position(1, 0))).includes('Alpaca record with history'));
  });

  it('the outline lists the records by their prompts', async () => {
    const { document } = await open('faulty.jsonl');
    await expectShown(document.uri, FAULTY);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['1 · 把句子翻译成英文。 你好', '2 · Say hello.', '3 · 1+1=?', '4 · (not readable)', '5 · And 2+2?'],
    );
  });

  it('records over several lines fold', async () => {
    const { document } = await openNew('folds.jsonl', '{\n"instruction": "a",\n"output": "b"\n}\n');
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(ranges.some(({ start, end }) => start === 0 && end === 2));
  });

  it('a command goes to a record by its number', async () => {
    const editor = await open('faulty.jsonl');
    await expectShown(editor.document.uri, FAULTY);
    await vscode.commands.executeCommand('tuneset.goToRecord', 5);
    assert.equal(editor.selection.active.line, 5);
  });
});
