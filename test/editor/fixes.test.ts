import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, expectShown, open, openNew } from './editor';

const DELICATE = '{ "instruction" :"\\u4f60",  "output": "b", "id": 1.0 }';

describe('fixes', () => {
  afterEach(closeAll);

  it('change only the faulty characters, and can be undone', async () => {
    const text = `${DELICATE}\n{"instruction": "a", "output": "b",}\n${DELICATE}\n`;
    const { document } = await openNew('fix.jsonl', text);
    const [fix] = await actionsAt(document.uri, 'json-syntax');
    assert.ok(fix?.edit && fix.isPreferred);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), text.replace('",}', '"}'));
    await expectShown(document.uri, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('are offered for what VS Code itself shows in .json files', async () => {
    const { document } = await open('array.json');
    await expectShown(document.uri, ['empty-answer@10:14']);
    const range = document.lineAt(5).range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    assert.ok(
      actions.some(({ title }) => title === 'Remove the comma'),
      actions.map(({ title }) => title).join(),
    );
  });

  it('of one kind can be made in the whole file', async () => {
    const line = '{"instruction": "a", "output": "b"},\n';
    const { document } = await openNew('all.jsonl', line.repeat(3));
    const actions = await actionsAt(document.uri, 'json-line-end-comma');
    const all = actions.find(({ title }) => title.startsWith('Fix all 3 findings'));
    assert.match(all?.title ?? '', /json-line-end-comma/);
    await vscode.workspace.applyEdit(all!.edit!);
    assert.equal(document.getText(), line.replace(',\n', '\n').repeat(3));
  });

  it('that change meaning ask first', async () => {
    const { document } = await openNew('offer.jsonl', '{"instruction": "a", "output": "b", "output": "c"}\n');
    const actions = await actionsAt(document.uri, 'json-duplicate-key');
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Keep the first “output”…') && titles.includes('Keep the last “output”…'), titles.join());
    assert.ok(actions.every(({ isPreferred }) => !isPreferred));
  });

  it('that are safe are all made by one command', async () => {
    const { document } = await openNew(
      'safe.jsonl',
      '{"instruction": "a", "output": 1,}\n\n{"instruction": "a", "output": 2}\n{"instruction": "", "output": "c"}\n',
    );
    await expectShown(document.uri, [
      'json-syntax@0:32',
      'jsonl-blank-line@1:0',
      'number-as-answer@2:31',
      'empty-prompt@3:16',
    ]);
    await vscode.commands.executeCommand('tuneset.fixAll');
    await expectShown(document.uri, ['number-as-answer@0:31', 'empty-prompt@2:16']);
    await vscode.commands.executeCommand('tuneset.fixAll');
    assert.equal(
      document.getText(),
      '{"instruction": "a", "output": "1"}\n{"instruction": "a", "output": "2"}\n{"instruction": "", "output": "c"}\n',
    );
  });

  it('are made on save only where the user wants it', async () => {
    const text = '{"instruction": "a", "output": 1}\n';
    const { document } = await openNew('on-save.jsonl', text);
    await expectShown(document.uri, ['number-as-answer@0:31']);
    const touch = async (): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(1, 0), text);
      await vscode.workspace.applyEdit(edit);
      await document.save();
    };
    await touch();
    assert.equal(document.getText(), text + text);
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.tuneset': 'explicit' },
      vscode.ConfigurationTarget.Global,
    );
    try {
      await touch();
      assert.equal(document.getText(), text.replace('1}', '"1"}').repeat(3));
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('turn an array in a .jsonl file into JSONL', async () => {
    const { document } = await openNew(
      'array.jsonl',
      '[\n  {\n    "instruction": "a",\n    "output": "1.0 { }"\n  },\n  {"instruction": "c", "output": "d"}\n]\n',
    );
    const actions = await actionsAt(document.uri, 'file-extension-mismatch');
    const rewrite = actions.find(({ title }) => title.startsWith('Rewrite as JSONL'));
    await vscode.workspace.applyEdit(rewrite!.edit!);
    assert.equal(
      document.getText(),
      '{"instruction": "a", "output": "1.0 { }"}\n{"instruction": "c", "output": "d"}\n',
    );
  });

  it('take a byte order mark off the file on disk', async () => {
    const { document } = await openNew('bom.jsonl', '\ufeff{"instruction": "a", "output": "b"}\n');
    await expectShown(document.uri, ['file-bom@0:0']);
    await vscode.commands.executeCommand('tuneset.rewriteAsUtf8', document.uri.toString());
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    assert.equal(bytes[0], 0x7b);
  });

  it('never reformat a JSONL file', async () => {
    const { document } = await openNew('format.jsonl', `${DELICATE}\n`);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(document.getText(), `${DELICATE}\n`);
  });
});
