import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../src/dataset/project';
import { asCsv, asMarkdown } from '../../src/extension/labels/coverageTable';
import { coverageItems, type CoverageItem } from '../../src/extension/labels/coverageItems';
import { coverageText } from '../../src/extension/labels/coverageTexts';
import type { CoverageResult, CoverageRow, CoverageSums } from '../../src/protocol/coverage';
import { closeAll, inWorkspace, open, openNew, until } from './editor';

const PROJECT = '{"labels": {}, "taxonomy": "taxonomy.json"}';
const TAXONOMY = '{"types": [{"name": "推理", "types": [{"name": "常识"}]}, {"name": "写作"}]}\n';
const FILES = ['labels-a.jsonl', 'labels-b.jsonl', 'taxonomy.json', PROJECT_FILE];

function record(taskType: string): string {
  return `{"instruction": "你好",  "input": "", "output": "n\\u00e9e", "task_type": "${taskType}"}\n`;
}

function sums(records: number, more: Partial<CoverageSums> = {}): CoverageSums {
  return { records, robust: 0, findings: 0, counted: 0, tokens: 0, trained: 0, ...more };
}

function row(type: readonly string[], own: CoverageSums, more: Partial<CoverageRow> = {}): CoverageRow {
  const text = type.join(' - ');
  return { type, text, sums: own, own: null, description: null, target: null, missed: null, children: [], ...more };
}

const RESULT: CoverageResult = {
  ...{ files: 1, leftOut: { count: 0, first: [] }, hasTaxonomy: true, typesLeft: 0, unreadable: 1 },
  all: sums(100, { counted: 100, tokens: 12_345, trained: 2345 }),
  untagged: sums(20),
  unknown: sums(5),
  unknownTypes: [row(['=1+1', 'a|b'], sums(5))],
  types: [
    row(['推理'], sums(25, { robust: 5, findings: 3 }), {
      own: sums(5),
      target: 0.5,
      missed: 'under',
      children: [row(['推理', '常识'], sums(20))],
    }),
    row(['写作'], sums(50, { tokens: 900, trained: 300, counted: 10 })),
  ],
};

/** The lines with their numbers, indented. */
function lines(items: readonly CoverageItem[], indent = ''): string[] {
  return items.flatMap((item) => {
    const { label, description } = coverageText(item, RESULT);
    return [`${indent}${label}: ${description}`, ...lines(item.children, `${indent}  `)];
  });
}

async function textOf(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(name)));
}

describe('the view of task types', () => {
  it('shows first what needs a hand, then the types', () => {
    assert.deepEqual(lines(coverageItems(RESULT, 'taxonomy', '')), [
      'All records: 100 · 12.3K tok',
      'Not readable: 1',
      'Untagged: 20 · 20%',
      'Unknown types: 5 · 6.3%',
      '  =1+1 - a|b: 5 · 6.3%',
      '推理: 25 · 31.3% → 50% · 20% robust · findings: 3',
      '  (no lower level): 5 · 6.3%',
      '  常识: 20 · 25%',
      '写作: 50 · 62.5% · 900+ tok',
    ]);
  });

  it('is sorted and filtered', () => {
    const labels = (order: Parameters<typeof coverageItems>[1], filter = ''): string[] =>
      lines(coverageItems(RESULT, order, filter)).map((line) => line.split(':')[0]!.trim());
    assert.deepEqual(labels('records').slice(5), ['写作', '推理', '(no lower level)', '常识']);
    assert.deepEqual(labels('deviation').slice(5)[0], '推理');
    assert.deepEqual(labels('taxonomy', '常'), ['推理', '常识']);
    assert.deepEqual(labels('taxonomy', 'A|'), ['Unknown types', '=1+1 - a|b']);
    assert.deepEqual(labels('taxonomy', 'x'), []);
  });

  it('is copied as Markdown and as CSV, and neither is more than text', () => {
    const items = coverageItems(RESULT, 'taxonomy', '');
    const markdown = asMarkdown(items, RESULT).split('\n');
    assert.equal(markdown[6], '| =1+1 - a\\|b | 5 | 6.3% |  |  |  | 0 | 0 |');
    assert.equal(markdown[7], '| 推理 | 25 | 31.3% | 50% |  |  | 5 | 3 |');
    const csv = asCsv(items, RESULT).split('\r\n');
    assert.equal(csv[5], "'=1+1 - a|b,5,6.3%,,,,0,0");
  });
});

describe('a task type', () => {
  const texts = { a: record('推理 - 常识') + record('写作'), b: record('推理 - 常识') + record('推理') };

  beforeEach(async () => {
    await vscode.workspace.fs.writeFile(inWorkspace('labels-b.jsonl'), new TextEncoder().encode(texts.b));
    await vscode.workspace.fs.writeFile(inWorkspace('taxonomy.json'), new TextEncoder().encode(TAXONOMY));
    await vscode.workspace.fs.writeFile(inWorkspace(PROJECT_FILE), new TextEncoder().encode(PROJECT));
    const { document } = await openNew('labels-a.jsonl', texts.a);
    const at = document.positionAt(document.getText().indexOf('推理') + 1);
    await until(
      () => vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, at),
      (found) => found.length === 4,
      'expected three records and the taxonomy',
    );
  });

  afterEach(async () => {
    await closeAll();
    for (const name of FILES) await vscode.workspace.fs.delete(inWorkspace(name));
  });

  it('gets another name in open files, closed files and the taxonomy', async () => {
    const from = { type: ['推理', '常识'], text: '推理 - 常识' };
    await vscode.commands.executeCommand('tuneset.taskType.rename', { from, to: '推理 - 常识推理', now: true });
    await vscode.workspace.saveAll();
    assert.equal(await textOf('labels-a.jsonl'), texts.a.replace('常识', '常识推理'));
    assert.equal(await textOf('labels-b.jsonl'), texts.b.replace('常识', '常识推理'));
    assert.equal(await textOf('taxonomy.json'), TAXONOMY.replace('常识', '常识推理'));
  });

  it('is renamed where the cursor stands, and the taxonomy is shown beside it', async () => {
    const { document } = await open('labels-a.jsonl');
    const at = document.positionAt(document.getText().indexOf('推理') + 1);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...[document.uri, at, '逻辑推理'],
    );
    const changed = edit.entries().map(([uri, edits]) => `${uri.path.split('/').at(-1)} ${edits.length}`);
    assert.deepEqual(changed.sort(), ['labels-a.jsonl 1', 'labels-b.jsonl 2', 'taxonomy.json 1']);
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      ...[document.uri, at],
    );
    const [place] = places;
    assert.ok(place && 'uri' in place && place.uri.path.endsWith('/taxonomy.json'));
  });
});
