import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseTaxonomy, PROJECT_FILE, type TaxonomyContent } from '../../src/dataset/project';
import { Command } from '../../src/extension/contributions';
import { actionsAt, closeAll, expectShown, inWorkspace, openNew, until } from './editor';

const TAXONOMY = 'tuneset.taxonomy.json';
const DATA = 'taxonomy-data.jsonl';

async function textOf(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(name)));
}

async function exists(name: string): Promise<boolean> {
  return vscode.workspace.fs.stat(inWorkspace(name)).then(
    () => true,
    () => false,
  );
}

/** What the taxonomy's file holds, once a command has written it. */
async function written(): Promise<TaxonomyContent> {
  await until(() => exists(TAXONOMY), Boolean, 'expected a taxonomy');
  const result = parseTaxonomy(await textOf(TAXONOMY));
  assert.ok('taxonomy' in result);
  return result.taxonomy;
}

function record(type: string): string {
  return `${JSON.stringify({ instruction: '1+1?', output: '2', task_type: type })}\n`;
}

describe('a taxonomy', () => {
  afterEach(async () => {
    await closeAll();
    for (const name of [TAXONOMY, PROJECT_FILE, DATA]) {
      if (await exists(name)) await vscode.workspace.fs.delete(inWorkspace(name));
    }
  });

  it('is made of the values in use, and names of other values are then mended', async () => {
    const { document } = await openNew(DATA, record('统计学 - 抽样').repeat(2) + record('绘画'));
    await vscode.commands.executeCommand(Command.taxonomyFromValues);
    const { types } = await written();
    const own = types.filter(({ name }) => name === '统计学' || name === '绘画');
    assert.deepEqual(own, [{ name: '统计学', types: [{ name: '抽样' }] }, { name: '绘画' }]);
    assert.equal(await textOf(PROJECT_FILE), `{\n  "taxonomy": "${TAXONOMY}"\n}\n`);

    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(2).range, record('统计学-抽样').trimEnd());
    await vscode.workspace.applyEdit(edit);
    await expectShown(document.uri, ['task-type-unknown@2:47']);
    const actions = await actionsAt(document.uri, 'task-type-unknown');
    const mend = actions.find(({ title }) => title.includes('统计学 - 抽样'));
    assert.ok(mend?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(mend.edit);
    await expectShown(document.uri, []);
  });

  it('starts from Tuneset’s own, and is checked and completed as its schema says', async () => {
    const choosing = vscode.commands.executeCommand(Command.starterTaxonomy);
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return exists(TAXONOMY);
      },
      Boolean,
      'expected a taxonomy',
    );
    await choosing;
    assert.ok((await written()).types.length > 10);
    const file = await vscode.workspace.openTextDocument(inWorkspace(TAXONOMY));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file.uri, new vscode.Range(0, 0, file.lineCount, 0), '{"types": [{"name": "A", "share": 2}]}');
    await vscode.workspace.applyEdit(edit);
    await until(
      () => vscode.languages.getDiagnostics(file.uri).length,
      (count) => count > 0,
      'expected a finding of the schema',
    );
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      file.uri,
      new vscode.Position(0, '{"types": [{"name": "A", '.length),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('difficulty'), labels.join());
    await file.save();
  });

  it('completes task types in records', async () => {
    await openNew(TAXONOMY, JSON.stringify({ types: [{ name: '统计学', types: [{ name: '抽样' }] }] }));
    await openNew(PROJECT_FILE, JSON.stringify({ taxonomy: TAXONOMY }));
    const { document } = await openNew(DATA, record('统计学'));
    await expectShown(document.uri, ['task-type-single-level@0:47']);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 49),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('统计学 - 抽样'), labels.join());
  });
});
