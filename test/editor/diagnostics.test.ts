import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FAULTY, closeAll, codeOf, expectShown, inWorkspace, open, openNew, own, shown, until } from './editor';

describe('an open dataset', () => {
  afterEach(closeAll);

  it('shows its faults at their places, each with the page of its rule', async () => {
    const { document } = await open('faulty.jsonl');
    await expectShown(document.uri, FAULTY);
    for (const { code } of own(document.uri)) {
      assert.ok(typeof code === 'object', 'the code links to its page');
      const page = await vscode.workspace.fs.readFile(code.target);
      assert.match(new TextDecoder().decode(page), new RegExp(codeOf(code)));
    }
  });

  it('follows what is typed', async () => {
    const editor = await open('faulty.jsonl');
    await expectShown(editor.document.uri, FAULTY);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{"instruction": "x", "output": ""}\n'));
    const moved = FAULTY.map((label) => label.replace(/@(\d+)/, (_, line) => `@${Number(line) + 1}`));
    await expectShown(editor.document.uri, ['empty-answer@0:31', ...moved]);
    await vscode.commands.executeCommand('undo');
    await expectShown(editor.document.uri, FAULTY);
  });

  it('leaves to VS Code what its JSON support says in .json files', async () => {
    const { document } = await open('array.json');
    await expectShown(document.uri, ['empty-answer@10:14']);
    const others = await until(
      () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source !== 'Tuneset'),
      (found) => found.length > 0,
      'expected VS Code’s own finding',
    );
    assert.deepEqual(
      others.map(({ range }) => range.start.line),
      [5],
    );
  });

  it('is no package.json, GeoJSON or log file', async () => {
    for (const name of ['package.json', 'geo.json', 'log.jsonl']) {
      await open(name);
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        inWorkspace(name),
      );
      assert.ok(
        (symbols ?? []).every((symbol) => !symbol.name.includes(' · ')),
        `${name} has no records`,
      );
      assert.deepEqual(own(inWorkspace(name)), []);
    }
  });

  it('may be an untitled buffer, from the first record on', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{"instruction": "a", "output": 1}\n'));
    await expectShown(document.uri, ['number-as-answer@0:31']);
  });

  it('is checked once in two editors', async () => {
    const { document } = await open('faulty.jsonl');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    await expectShown(document.uri, FAULTY);
  });

  it('may change on disk, and vanish', async () => {
    const { document } = await openNew('disk.jsonl', '{"instruction": "a", "output": "b"}\n');
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode('{"instruction": "a", "output": ""}\n'));
    await expectShown(document.uri, ['empty-answer@0:31']);
    await vscode.workspace.fs.delete(document.uri);
    const other = await open('faulty.jsonl');
    await expectShown(other.document.uri, FAULTY);
  });

  it('may lie in a virtual file system', async () => {
    const content = new TextEncoder().encode('\ufeff{"instruction": "a", "output": 3}\n');
    const provider: vscode.FileSystemProvider = {
      onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.length }),
      readDirectory: () => [],
      createDirectory: () => undefined,
      readFile: () => content,
      writeFile: () => undefined,
      delete: () => undefined,
      rename: () => undefined,
    };
    const registered = vscode.workspace.registerFileSystemProvider('tuneset-test', provider, { isReadonly: true });
    const uri = vscode.Uri.parse('tuneset-test:/virtual.jsonl');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await expectShown(uri, ['file-bom@0:0', 'number-as-answer@0:31']);
    registered.dispose();
  });

  it('is checked on save only, if the user wishes', async () => {
    const settings = vscode.workspace.getConfiguration('tuneset');
    const changed = new Promise((resolve) => vscode.workspace.onDidChangeConfiguration(resolve));
    await settings.update('validate.run', 'onSave', vscode.ConfigurationTarget.Global);
    await changed;
    try {
      const editor = await openNew('saved.jsonl', '{"instruction": "a", "output": ""}\n');
      await expectShown(editor.document.uri, ['empty-answer@0:31']);
      await vscode.commands.executeCommand('tuneset.checkNow');
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '{"instruction": "a", "output": 5}\n'));
      // The answer to a request shows that the server has seen the edit.
      await vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', editor.document.uri);
      await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', editor.document.uri);
      assert.deepEqual(shown(editor.document.uri), ['empty-answer@0:31']);
      await editor.document.save();
      await expectShown(editor.document.uri, ['empty-answer@0:31', 'number-as-answer@1:31']);
    } finally {
      await settings.update('validate.run', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
