import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codeOf, inWorkspace, openNew, own, until } from './editor';

/** Opens the document of the record at a line of the active editor. */
async function editRecord(editor: vscode.TextEditor, line: number, character = 0): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(editor.document);
  await until(
    () =>
      vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        editor.document.uri,
      ),
    (symbols) => symbols !== undefined && symbols.length > 0,
    'expected the server to know the records',
  );
  const position = new vscode.Position(line, character);
  vscode.window.activeTextEditor!.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('tuneset.record.edit');
  return until(
    () => vscode.window.activeTextEditor?.document,
    (document) => document?.languageId === 'tuneset-record',
    'expected the document of a record',
  ) as Promise<vscode.TextDocument>;
}

/** Replaces a text everywhere in a document, as several cursors do: in one edit. */
async function type(document: vscode.TextDocument, old: string, now: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const text = document.getText();
  for (let at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length)) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)), now);
  }
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function expectText(document: vscode.TextDocument, expected: string): Promise<void> {
  await until(
    () => document.getText(),
    (text) => text === expected,
    `expected ${JSON.stringify(expected)}`,
  );
}

async function undoIn(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('undo');
}

/** Answers the next question that the window asks. @returns what was asked */
function answer(choice: string | undefined): { asked: () => readonly unknown[] | undefined } {
  const original = vscode.window.showWarningMessage;
  let asked: unknown[] | undefined;
  const stub = (...args: unknown[]): Promise<string | undefined> => {
    asked = args;
    Object.defineProperty(vscode.window, 'showWarningMessage', { value: original, configurable: true });
    return Promise.resolve(choice);
  };
  Object.defineProperty(vscode.window, 'showWarningMessage', { value: stub, configurable: true });
  return { asked: () => asked };
}

describe('a record as a document', () => {
  const first = '{"instruction": "你好\\n1.0", "output":"\\u60a8\\u597d","id":12345678901234567890}';
  const second = '{"instruction": "b", "output": "c"}';
  const content = `${first}\r\n${second}\r\n`;

  afterEach(closeAll);

  it('is laid out for reading, with the cursor where it was', async () => {
    const document = await editRecord(await openNew('layout.jsonl', content), 0, first.indexOf('1.0'));
    const lines = ['{', '  "instruction": "你好', '1.0",', '  "output": "您好",', '  "id": 12345678901234567890', '}'];
    assert.equal(document.getText(), lines.join('\n'));
    const { active } = vscode.window.activeTextEditor!.selection;
    assert.deepEqual([active.line, active.character], [2, 0]);
    assert.match(document.uri.path, /layout\.jsonl #1$/);
  });

  it('is written into the file’s buffer with the edits that are needed, and undone there', async () => {
    const editor = await openNew('write.jsonl', content);
    const document = await editRecord(editor, 0);
    await type(document, '1.0', '2.0\n3.0  ');
    assert.ok(await document.save());
    assert.equal(editor.document.getText(), content.replace('1.0', '2.0\\n3.0  '));
    assert.ok(editor.document.isDirty);
    assert.ok(!document.isDirty);
    const before = document.getText();
    await undoIn(editor.document);
    assert.equal(editor.document.getText(), content);
    await expectText(document, before.replace('2.0\n3.0  ', '1.0'));
    assert.ok(!document.isDirty);
  });

  it('takes what several cursors type', async () => {
    const editor = await openNew('cursors.jsonl', content);
    const document = await editRecord(editor, 1);
    await type(document, '": "', '":\t"');
    await type(document, '":\t"', '": "x');
    assert.ok(await document.save());
    assert.equal(editor.document.getText(), `${first}\r\n${second.replaceAll('": "', '": "x')}\r\n`);
  });

  it('is not written and stays as it is while it is no JSON', async () => {
    const editor = await openNew('broken.jsonl', content);
    const document = await editRecord(editor, 1);
    await type(document, '"c"', '"c');
    assert.equal(await document.save().then(undefined, () => false), false);
    assert.equal(editor.document.getText(), content);
    assert.ok(document.isDirty && !editor.document.isDirty);
    await type(document, '"c', '"d"');
    assert.ok(await document.save());
    assert.equal(editor.document.getText(), content.replace('"c"', '"d"'));
  });

  it('is saved by nobody but the user', async () => {
    const editor = await openNew('autosave.jsonl', content);
    const document = await editRecord(editor, 1);
    const settings = vscode.workspace.getConfiguration('files', document);
    assert.equal(settings.get('autoSave'), 'off');
    assert.equal(settings.get('trimTrailingWhitespace'), false);
    assert.equal(vscode.workspace.getConfiguration('editor', document).get('autoIndent'), 'advanced');
  });

  it('has the findings, hovers and completions of its file', async () => {
    const document = await editRecord(await openNew('features.jsonl', content), 1);
    await type(document, '"c"', '3');
    const codes = (): string[] => own(document.uri).map(({ code, range }) => `${codeOf(code)}@${range.start.line}`);
    await until(codes, (found) => found.includes('number-as-answer@2'), 'expected a finding');
    const at = document.positionAt(document.getText().indexOf('"instruction"') + 3);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const told = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(told, /Instruction/);
    await type(document, '3', '3, ');
    const end = document.positionAt(document.getText().indexOf('3, ') + 3);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('history') && !labels.includes('output'), labels.join());
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(2, 0, 2, 20),
    );
    assert.ok(actions.some(({ edit }) => edit?.has(document.uri)));
  });

  it('follows its record while it has no changes of its own', async () => {
    const editor = await openNew('follow.jsonl', content);
    const document = await editRecord(editor, 1);
    const shown = await vscode.window.showTextDocument(editor.document);
    await shown.edit((edit) => edit.insert(new vscode.Position(0, 0), `${second}\n`));
    await shown.edit((edit) => edit.replace(new vscode.Range(2, 17, 2, 18), 'B'));
    await expectText(document, '{\n  "instruction": "B",\n  "output": "c"\n}');
    await type(document, '"c"', '"d"');
    assert.ok(await document.save());
    assert.equal(editor.document.lineAt(2).text, '{"instruction": "B", "output": "d"}');
    assert.equal(editor.document.lineAt(0).text, second);
  });

  it('opens once for each record', async () => {
    const editor = await openNew('once.jsonl', content);
    const document = await editRecord(editor, 1);
    const again = await editRecord(editor, 1);
    assert.equal(again.uri.toString(), document.uri.toString());
    const other = await editRecord(editor, 0);
    assert.notEqual(other.uri.toString(), document.uri.toString());
  });

  // Each in a file of its own: VS Code may still be closing that of the test before.
  for (const [choice, name, expected] of [
    ['Write Mine', 'conflict-mine.jsonl', '{"instruction": "b", "output": "mine"}'],
    ['Take the File’s', 'conflict-theirs.jsonl', '{"instruction": "b", "output": "theirs"}'],
    [undefined, 'conflict-open.jsonl', '{"instruction": "b", "output": "theirs"}'],
  ] as const) {
    it(`asks where the record has changed meanwhile: ${choice ?? 'no answer'}`, async () => {
      const editor = await openNew(name, content);
      const document = await editRecord(editor, 1);
      await type(document, '"c"', '"mine"');
      const shown = await vscode.window.showTextDocument(editor.document);
      await shown.edit((edit) => edit.replace(new vscode.Range(1, 32, 1, 33), 'theirs'));
      const { asked } = answer(choice);
      const isSaved = await document.save().then(undefined, () => false);
      assert.ok(String(asked()?.[0]).includes(`has changed in ${name}`), String(asked()?.[0]));
      assert.equal(editor.document.lineAt(1).text, expected);
      assert.equal(isSaved, choice !== undefined);
      assert.equal(document.isDirty, choice === undefined);
      const text = choice === 'Take the File’s' ? 'theirs' : 'mine';
      await expectText(document, `{\n  "instruction": "b",\n  "output": "${text}"\n}`);
    });
  }

  it('is told from a record that has gone, and inserted again if that is wanted', async () => {
    const editor = await openNew('gone.jsonl', content);
    const document = await editRecord(editor, 1);
    await type(document, '"c"', '"d"');
    const shown = await vscode.window.showTextDocument(editor.document);
    await shown.edit((edit) => edit.delete(new vscode.Range(1, 0, 2, 0)));
    const refused = answer(undefined);
    assert.equal(await document.save().then(undefined, () => false), false);
    assert.match(String(refused.asked()?.[0]), /is not in gone\.jsonl any more/);
    answer('Insert It Again');
    assert.ok(await document.save());
    assert.equal(editor.document.getText(), `${first}\r\n{"instruction": "b", "output":"d"}\r\n`);
  });

  it('is found again when its record comes back', async () => {
    const editor = await openNew('back.jsonl', content);
    const document = await editRecord(editor, 1);
    const shown = await vscode.window.showTextDocument(editor.document);
    await shown.edit((edit) => edit.delete(new vscode.Range(1, 0, 2, 0)));
    const isThere = (): Promise<boolean> =>
      Promise.resolve(vscode.workspace.fs.stat(document.uri)).then(
        () => true,
        () => false,
      );
    await until(isThere, (found) => !found, 'expected the record to be gone');
    await undoIn(editor.document);
    await until(isThere, (found) => found, 'expected the record to be there again');
    assert.equal(editor.document.getText(), content);
  });

  it('is the raw text where the record is broken, and mends it', async () => {
    const editor = await openNew('mend.jsonl', `${second}\n{"instruction": "b",   "output": }\n`);
    const document = await editRecord(editor, 1);
    assert.equal(document.getText(), '{"instruction": "b",   "output": }');
    await type(document, ': }', ': "c"}');
    assert.ok(await document.save());
    assert.equal(editor.document.lineAt(1).text, '{"instruction": "b",   "output": "c"}');
  });

  it('is one of a list, too', async () => {
    const list = '[\n  {\n    "instruction": "a",\n    "output": "b"\n  }\n]\n';
    const editor = await openNew('list.json', list);
    const document = await editRecord(editor, 2);
    await type(document, '"output": "b"', '"input": "i",\n"output": "B"');
    assert.ok(await document.save());
    assert.equal(editor.document.getText(), list.replace('"output": "b"', '"input": "i",\n    "output": "B"'));
  });

  it('leaves nothing behind', async () => {
    const editor = await openNew('closed.jsonl', content);
    const document = await editRecord(editor, 1);
    await type(document, '"c"', '');
    await until(
      () => own(document.uri).map(String),
      (found) => found.length > 0,
      'expected a finding',
    );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(
      () => own(document.uri).map(String),
      (found) => found.length === 0,
      'expected no finding',
    );
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace('closed.jsonl'))), content);
  });
});
