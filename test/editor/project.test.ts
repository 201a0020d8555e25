import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, expectShown, inWorkspace, open, openNew, until } from './editor';

const PROJECT = inWorkspace('tuneset.json');

async function writeProject(content: unknown): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await vscode.workspace.fs.writeFile(PROJECT, new TextEncoder().encode(text));
}

describe('the project file', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(PROJECT);
  });

  it('sets levels and fields, and a change takes effect at once', async () => {
    const { document } = await openNew('project.jsonl', '{"instruction": "a", "output": "", "note": 1}\n');
    await expectShown(document.uri, ['empty-answer@0:31', 'column-unknown@0:35']);
    await writeProject({ fields: ['note'], rules: { 'empty-answer': 'off' } });
    await expectShown(document.uri, []);
    await writeProject({ rules: { 'empty-answer': 'warning', 'column-unknown': 'off' } });
    await expectShown(document.uri, ['empty-answer@0:31']);
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('says which files are datasets and which are not', async () => {
    await writeProject({
      datasets: [
        { files: 'log.jsonl', format: 'alpaca' },
        { files: 'faulty.jsonl', format: 'none' },
      ],
    });
    const log = await open('log.jsonl');
    await until(
      () => vscode.languages.getDiagnostics(log.document.uri).length,
      (count) => count > 0,
      'expected findings in a file that the project names',
    );
    const faulty = await open('faulty.jsonl');
    await expectShown(faulty.document.uri, []);
  });

  it('is checked itself, with completion from its schema', async () => {
    const { document } = await openNew('tuneset.json', '{ "rules": { "empty-answer": "loud" },  }');
    const messages = await until(
      () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
      (found) => found.some((message) => message.includes('"error", "warning", "info", "off"')),
      'expected a finding of the schema',
    );
    assert.ok(messages.length > 0);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 39),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('datasets') && labels.includes('fields'), labels.join());
  });

  it('that is broken is not used, and everything else goes on', async () => {
    await writeProject('{ "rules": ');
    const { document } = await openNew('goes-on.jsonl', '{"instruction": "a", "output": ""}\n');
    await expectShown(document.uri, ['empty-answer@0:31']);
  });
});
