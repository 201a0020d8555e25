import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, inWorkspace, openNew, until } from './editor';

const PROJECT = inWorkspace('tuneset.json');
const MESSAGES =
  '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}]}\n';

async function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items;
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

async function readProject(): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(PROJECT));
}

describe('in a dataset of messages', () => {
  afterEach(closeAll);

  it('completion inserts the next message', async () => {
    const { document } = await openNew(
      'next.jsonl',
      `${MESSAGES}{"messages": [{"role": "user", "content": "a"}, {}]}\n`,
    );
    const at = new vscode.Position(1, document.lineAt(1).text.indexOf('{}') + 1);
    const isMessage = (item: vscode.CompletionItem): boolean => item.kind === vscode.CompletionItemKind.Snippet;
    const items = await until(
      () => completionsAt(document, at),
      (found) => found.some(isMessage),
      'expected the next message',
    );
    assert.deepEqual(items.filter(isMessage).map(labelOf), ['assistant']);
  });

  it('completion reaches into the text of tools, and inserts it escaped', async () => {
    const line = '{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}], "tools": "[{}]"}';
    const { document } = await openNew('tools.jsonl', `${line}\n`);
    const items = await until(
      () => completionsAt(document, new vscode.Position(0, line.indexOf('{}') + 1)),
      (found) => found.some((item) => labelOf(item) === 'parameters'),
      'expected the keys of a tool',
    );
    const { insertText } = items.find((item) => labelOf(item) === 'name')!;
    assert.equal((insertText as vscode.SnippetString).value, '\\\\"name\\\\": \\\\"$1\\\\"');
  });

  it('hovering tells who reads a weight', async () => {
    const { document } = await openNew('weight.jsonl', MESSAGES);
    const hovers = await until(
      () =>
        vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new vscode.Position(0, MESSAGES.indexOf('weight') + 1),
        ),
      (found) => found.length > 0,
      'expected a hover',
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(text, /Read by OpenAI/);
  });
});

describe('choosing the format', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(PROJECT).then(undefined, () => undefined);
  });

  it('writes it to tuneset.json, which is made if there is none, and takes it out again', async () => {
    await openNew('chosen.jsonl', MESSAGES);
    await vscode.commands.executeCommand('tuneset.chooseFormat', 'none');
    assert.match(await readProject(), /"files": "chosen\.jsonl", "format": "none"/);
    await vscode.commands.executeCommand('tuneset.chooseFormat', 'messages');
    assert.match(await readProject(), /"files": "chosen\.jsonl", "format": "messages"/);
    await vscode.commands.executeCommand('tuneset.chooseFormat', 'detect');
    assert.doesNotMatch(await readProject(), /chosen/);
  });

  it('keeps what else tuneset.json says, and can be undone', async () => {
    const before = '{\n  // ours\n  "fields": ["note"]\n}\n';
    await openNew('tuneset.json', before);
    await openNew('kept.jsonl', MESSAGES);
    await vscode.commands.executeCommand('tuneset.chooseFormat', 'messages');
    const after = await readProject();
    assert.ok(after.startsWith('{\n  // ours\n  "fields": ["note"],\n  "datasets": ['), after);
    const { document } = await vscode.window.showTextDocument(PROJECT);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});

describe('a JSONL file', () => {
  it('gets no words of its texts as proposals, other files do', () => {
    const settingOf = (languageId: string): unknown =>
      vscode.workspace.getConfiguration('editor', { languageId }).get('wordBasedSuggestions');
    assert.equal(settingOf('jsonl'), 'off');
    assert.notEqual(settingOf('json'), 'off');
  });
});

describe('converting a dataset', () => {
  const target = inWorkspace('converted.json');

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(target).then(undefined, () => undefined);
  });

  /** Opens a dataset and waits until the server knows it. */
  async function openKnown(name: string, text: string): Promise<vscode.TextDocument> {
    const { document } = await openNew(name, text);
    const known = (): Thenable<vscode.CompletionItem[]> =>
      completionsAt(document, new vscode.Position(0, MESSAGES.indexOf('user')));
    await until(known, (items) => items.some((item) => labelOf(item) === 'system'), 'expected a known dataset');
    return document;
  }

  it('opens the result as an untitled file, and leaves the dataset as it is', async () => {
    const document = await openKnown('convert.jsonl', MESSAGES.repeat(3));
    const wish = { to: 'sharegpt', container: 'jsonl', into: 'untitled' };
    await vscode.commands.executeCommand('tuneset.convertDataset', wish);
    const shown = vscode.window.activeTextEditor!.document;
    assert.equal(shown.uri.scheme, 'untitled');
    const line = '{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}';
    assert.deepEqual(
      shown
        .getText()
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as unknown),
      Array(3).fill(JSON.parse(line)),
    );
    assert.equal(document.getText(), MESSAGES.repeat(3));
  });

  it('writes what stands in the editor, saved or not, and never over a file unasked', async () => {
    const document = await openKnown('unsaved.jsonl', MESSAGES);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), MESSAGES);
    await vscode.workspace.applyEdit(edit);
    const wish = { to: 'messages', container: 'array', into: target.toString() };
    await vscode.commands.executeCommand('tuneset.convertDataset', wish);
    const written = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.deepEqual(JSON.parse(written), Array(2).fill(JSON.parse(MESSAGES)));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('tuneset.convertDataset', { ...wish, to: 'sharegpt' });
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(target)), written);
  });
});
