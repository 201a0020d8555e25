import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken, Connection, Location, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diskDataFiles } from '../../../src/host/labels/dataFiles';
import { serverFiles } from '../../../src/host/serverFiles';
import { GetCoverage, ListRecords, type CoverageResult, type RecordList } from '../../../src/protocol/coverage';
import { AddTaskType, RenameTaskType, type RenameTaskTypeResult } from '../../../src/protocol/renameTaskType';
import { isAsSeen } from '../../../src/extension/labels/isAsSeen';
import type { Files } from '../../../src/server/files';
import { LabelFeatures } from '../../../src/server/labels/labelFeatures';
import { OpenDocument } from '../../../src/server/openDocument';
import { Projects } from '../../../src/server/projects';

/** `{你}` in GBK. */
const GBK = Uint8Array.from([0x7b, 0xc4, 0xe3, 0x7d]);

type Handler = (params: object, token: object) => unknown;

const TAXONOMY = `{
  "types": [
    { "name": "逻辑推理", "share": 0.5, "types": [{ "name": "常识推理" }, { "name": "数学推理" }] }, // reasons
    { "name": "写作" }
  ]
}
`;
const PROJECT = '{"labels": {}, "taxonomy": "taxonomy.json"}';

function record(taskType: string, more = ''): string {
  return `{"instruction": "你好",  "output":"n\\u00e9e", "id": 12345678901234567890, "task_type": "${taskType}"${more}}`;
}

/** A workspace on disk, and what is asked of the server about it. */
class Workspace {
  readonly folder: string;
  readonly rootUri: string;
  readonly told: string[] = [];
  private readonly documents = new Map<string, OpenDocument>();
  private readonly handlers = new Map<string, Handler>();
  readonly reads: string[] = [];
  onRead = (): void => undefined;
  private readonly disk = serverFiles(() => Promise.resolve(undefined));
  private readonly files: Files = {
    read: (uri) => {
      this.reads.push(uri);
      this.onRead();
      return this.disk.read(uri);
    },
  };
  private readonly projects = new Projects(this.files);
  features: LabelFeatures | undefined;

  /** @param spelled the URI of the workspace's folder as the client spells it */
  constructor(name = 'tuneset-labels-', spelled = (uri: string): string => uri) {
    this.folder = mkdtempSync(path.join(tmpdir(), name));
    this.rootUri = spelled(pathToFileURL(this.folder).href);
  }

  async start(): Promise<void> {
    const take = (name: string) => (handler: Handler) => this.handlers.set(name, handler);
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
      ...{ onPrepareRename: take('prepare'), onRenameRequest: take('rename'), onReferences: take('references') },
      sendNotification: () => Promise.resolve(),
      window: { showWarningMessage: (text: string) => this.told.push(text) },
    };
    await this.projects.load([{ uri: this.rootUri, name: 'a' }]);
    this.features = new LabelFeatures(
      connection as unknown as Connection,
      { files: this.files, dataFiles: diskDataFiles, pathOf: (uri) => fileURLToPath(uri) },
      this.projects,
      {
        all: () => [...this.documents.values()],
        get: (uri) => this.documents.get(uri),
        check: async (uri) => void this.documents.get(uri)?.dataset?.checked.check(),
        configure: async (document) => this.configure(document),
      },
      () => Promise.resolve(),
      () => true,
    );
    this.features.listen();
  }

  stop(): void {
    rmSync(this.folder, { recursive: true });
  }

  uriOf(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(path.join(this.folder, name), content);
  }

  /** Opens a file; what is in the editor may differ from the disk. */
  open(name: string, text = readFileSync(path.join(this.folder, name), 'utf8')): OpenDocument {
    const document = new OpenDocument(this.uriOf(name), name.endsWith('.json') ? 'json' : 'jsonl', 7, text);
    this.configure(document);
    this.documents.set(document.uri, document);
    return document;
  }

  async ask<R>(method: string, params: object = {}, token: Partial<CancellationToken> = {}): Promise<R> {
    const asked = { onCancellationRequested: () => ({ dispose: () => undefined }), isCancellationRequested: false };
    return (await this.handlers.get(method)!(params, { ...asked, ...token })) as R;
  }

  coverage(): Promise<CoverageResult> {
    return this.ask(GetCoverage.method, { scope: { kind: 'workspace' } });
  }

  records(choice: object, from = 0, limit = 100): Promise<RecordList> {
    return this.ask(ListRecords.method, { scope: { kind: 'workspace' }, choice, from, limit });
  }

  /** What files hold once an edit is made; by name. */
  after({ documentChanges }: WorkspaceEdit): Record<string, string> {
    const changed: Record<string, string> = {};
    for (const change of documentChanges ?? []) {
      if (!('textDocument' in change)) continue;
      const { uri } = change.textDocument;
      const before = this.documents.get(uri)?.text() ?? readFileSync(fileURLToPath(uri), 'utf8');
      const edits = change.edits.map((edit) => ({ range: edit.range, newText: (edit as { newText: string }).newText }));
      changed[path.basename(fileURLToPath(uri))] = TextDocument.applyEdits(
        TextDocument.create(uri, '', 0, before),
        edits,
      );
    }
    return changed;
  }

  private configure(document: OpenDocument): void {
    document.configure({ format: undefined, check: { labels: this.projects.of(document.uri).labels } });
  }
}

describe('labels in a workspace', () => {
  const reasoning = '逻辑推理 - 常识推理';
  let workspace: Workspace;

  beforeEach(async () => {
    workspace = new Workspace();
    workspace.write('tuneset.json', PROJECT);
    workspace.write('taxonomy.json', TAXONOMY);
    workspace.write('package.json', '{"name": "x", "version": "1.0.0"}');
    workspace.write(
      'a.jsonl',
      [record(reasoning), record('写作'), record('诗', ', "robustness": "typo"'), '{"instruction": ', ''].join('\r\n'),
    );
    workspace.write('b.json', `[\n  ${record(reasoning)},\n  ${record('')}\n]\n`);
    await workspace.start();
  });

  afterEach(() => workspace.stop());

  it('are counted in open files and in others, as they stand in the editor', async () => {
    const closed = await workspace.coverage();
    const { all, untagged, unknown, unreadable, files } = closed;
    assert.deepEqual([all.records, untagged.records, unknown.records, unreadable, files], [5, 1, 1, 1, 2]);
    assert.deepEqual(
      closed.types.map(({ text, sums }) => [text, sums.records]),
      [
        ['逻辑推理', 2],
        ['写作', 1],
      ],
    );
    assert.deepEqual(
      closed.types[0]!.children.map(({ text, own }) => [text, own]),
      [
        [reasoning, null],
        ['逻辑推理 - 数学推理', null],
      ],
    );
    assert.equal(closed.types[0]!.target, 0.5);
    workspace.open('a.jsonl', `${record('写作')}\n${record('写作')}\n`);
    const open = await workspace.coverage();
    assert.deepEqual(
      open.types.map(({ sums }) => sums.records),
      [1, 2],
    );
  });

  it('are read again when a file has changed', async () => {
    await workspace.coverage();
    workspace.write('b.json', `[${record('写作')}]`);
    workspace.features!.filesChanged();
    assert.equal((await workspace.coverage()).all.records, 4);
  });

  it('are told to be without files that can’t be read', async () => {
    workspace.write('gbk.jsonl', GBK);
    const { leftOut, all } = await workspace.coverage();
    assert.deepEqual([leftOut.count, leftOut.first[0]!.reason, all.records], [1, 'it is not UTF-8', 5]);
  });

  it('are not counted to the end when someone cancels', async () => {
    const cancelled = { isCancellationRequested: true };
    assert.equal(await workspace.ask(GetCoverage.method, { scope: { kind: 'workspace' } }, cancelled), null);
  });

  it('lead to their records, page by page', async () => {
    const type = { kind: 'type', type: ['逻辑推理'], isExact: false };
    const first = await workspace.records(type, 0, 1);
    const second = await workspace.records(type, 1, 1);
    assert.deepEqual([first.hasMore, second.hasMore], [true, false]);
    assert.deepEqual(
      [first, second].map(({ records: [found] }) => [path.basename(found!.uri), found!.record, found!.preview]),
      [
        ['a.jsonl', 0, '你好'],
        ['b.json', 0, '你好'],
      ],
    );
    const counts = await Promise.all(
      ['untagged', 'unknown', 'robust', 'unreadable'].map((kind) => workspace.records({ kind })),
    );
    assert.deepEqual(
      counts.map(({ records }) => records.length),
      [1, 1, 1, 1],
    );
    assert.deepEqual((await workspace.records({ ...type, isExact: true })).records, []);
  });

  it('get another name in all files and in the taxonomy, and no other byte changes', async () => {
    workspace.open('b.json');
    const result = await workspace.ask<RenameTaskTypeResult>(RenameTaskType.method, {
      ...{ uri: workspace.uriOf('tuneset.json'), from: ['逻辑推理', '常识推理'], to: '逻辑推理 - 常识' },
    });
    assert.ok('edit' in result);
    assert.deepEqual(
      [result.records, result.files, result.merges, result.inTaxonomy, result.unreadable],
      [2, 2, false, true, 1],
    );
    const before = Object.fromEntries(
      ['a.jsonl', 'b.json', 'taxonomy.json'].map((name) => [
        name,
        readFileSync(path.join(workspace.folder, name), 'utf8'),
      ]),
    );
    const expected = Object.fromEntries(
      Object.entries(before).map(([name, text]) => [name, text.replace('常识推理', '常识')]),
    );
    assert.deepEqual(workspace.after(result.edit), expected);
    assert.deepEqual(
      result.edit.documentChanges!.map((change) => ('textDocument' in change ? change.textDocument.version : 0)),
      [7, null, null],
    );
  });

  it('become one where there is such a type already, after the edits were shown', async () => {
    const document = workspace.open('a.jsonl');
    const at = document.text().split('\r\n')[0]!.indexOf('常识推理');
    const where = { textDocument: { uri: document.uri }, position: { line: 0, character: at } };
    const edit = await workspace.ask<WorkspaceEdit>('rename', { ...where, newName: '写作' });
    const changed = workspace.after(edit);
    assert.doesNotMatch(Object.values(changed).join(''), /常识推理/);
    assert.equal(changed['a.jsonl'], document.text().replace(reasoning, '写作'));
    assert.equal(edit.changeAnnotations!['taskType']!.needsConfirmation, true);
  });

  it('are renamed at the level under the cursor', async () => {
    const document = workspace.open('a.jsonl');
    const at = document.text().indexOf('逻辑推理');
    const where = { textDocument: { uri: document.uri }, position: { line: 0, character: at + 1 } };
    const prepared = await workspace.ask<{ range: { start: { character: number } }; placeholder: string }>(
      'prepare',
      where,
    );
    assert.deepEqual([prepared.placeholder, prepared.range.start.character], ['逻辑推理', at]);
    const end = { ...where, position: { line: 0, character: at + reasoning.length } };
    assert.equal((await workspace.ask<{ placeholder: string }>('prepare', end)).placeholder, reasoning);
    assert.equal(await workspace.ask('prepare', { ...where, position: { line: 0, character: 3 } }), null);
    const changed = workspace.after(await workspace.ask('rename', { ...where, newName: '推理' }));
    assert.equal(changed['taxonomy.json'], TAXONOMY.replace('逻辑推理', '推理'));
    await assert.rejects(() => workspace.ask('rename', { ...where, newName: '  ' }), /can’t be empty/);
  });

  it('are renamed in the taxonomy too', async () => {
    const document = workspace.open('taxonomy.json');
    const line = TAXONOMY.split('\n')[2]!;
    const where = { textDocument: { uri: document.uri }, position: { line: 2, character: line.indexOf('常识推理') } };
    const changed = workspace.after(await workspace.ask('rename', { ...where, newName: '常识' }));
    assert.deepEqual(Object.keys(changed).sort(), ['a.jsonl', 'b.json', 'taxonomy.json']);
  });

  it('have references in all files', async () => {
    const document = workspace.open('b.json');
    const character = document.text().split('\n')[1]!.indexOf('常识推理');
    const where = { textDocument: { uri: document.uri }, position: { line: 1, character } };
    const found = await workspace.ask<Location[]>('references', { ...where, context: { includeDeclaration: true } });
    assert.deepEqual(
      found.map(({ uri }) => path.basename(uri)),
      ['taxonomy.json', 'b.json', 'a.jsonl'],
    );
    const [declaration] = found;
    assert.deepEqual(await workspace.features!.definition(where), declaration);
  });

  it('come into the taxonomy', async () => {
    const params = { uri: workspace.uriOf('a.jsonl'), type: ['写作', '诗'] };
    const edit = await workspace.ask<WorkspaceEdit>(AddTaskType.method, params);
    assert.match(workspace.after(edit)['taxonomy.json']!, /"name": "诗"/);
    assert.deepEqual(await workspace.ask(AddTaskType.method, { ...params, type: params.type.join(' - ') }), edit);
    assert.equal(await workspace.ask(AddTaskType.method, { ...params, type: ['写作'] }), null);
  });

  it('have names that can be told from the text between them', async () => {
    const params = { uri: workspace.uriOf('a.jsonl'), from: ['写作'], to: '写作 - 诗' };
    assert.deepEqual(await workspace.ask(RenameTaskType.method, params), {
      fault: 'A task type can’t lie below itself.',
    });
  });

  it('stay as they are in files that an editor would change elsewhere too, which is told', async () => {
    const ask = () =>
      workspace.ask<RenameTaskTypeResult>(RenameTaskType.method, {
        ...{ uri: workspace.uriOf('tuneset.json'), from: ['逻辑推理', '常识推理'], to: '逻辑推理 - 常识' },
      });
    workspace.write('mixed.jsonl', `${record(reasoning)}\r\n${record(reasoning)}\n`);
    workspace.write('others.jsonl', `${record('写作')}\r\n${record('写作')}\n`);
    chmodSync(path.join(workspace.folder, 'b.json'), 0o444);
    workspace.write('taxonomy.json', GBK);
    const result = await ask();
    assert.ok('edit' in result);
    assert.deepEqual(
      result.leftOut.first.map(({ uri, reason }) => `${path.basename(uri)}: ${reason}`),
      [
        'b.json: it is read-only',
        'mixed.jsonl: its lines end in different ways. “tuneset labels” on the command line takes it along.',
        'taxonomy.json: it is not UTF-8',
      ],
    );
    assert.deepEqual([result.records, result.files, result.inTaxonomy], [1, 1, false]);
  });

  it('are edited together with what is replaced, for clients to compare', async () => {
    workspace.open('b.json');
    const result = await workspace.ask<RenameTaskTypeResult>(RenameTaskType.method, {
      ...{ uri: workspace.uriOf('tuneset.json'), from: ['逻辑推理', '常识推理'], to: '逻辑推理 - 常识' },
    });
    assert.ok('edit' in result);
    assert.deepEqual(result.edit.seen, [['常识推理'], ['常识推理'], ['推理']]);
    const { edit } = result;
    const textOf = (uri: string): TextDocument =>
      TextDocument.create(uri, '', 7, readFileSync(fileURLToPath(uri), 'utf8'));
    const view = (uri: string, version = 7) => ({
      version,
      textIn: (range: Parameters<TextDocument['getText']>[0]) => textOf(uri).getText(range),
    });
    assert.equal(await isAsSeen(edit, (uri) => Promise.resolve(view(uri))), true);
    assert.equal(await isAsSeen(edit, (uri) => Promise.resolve(view(uri, 8))), false);
    workspace.write('a.jsonl', `x${readFileSync(path.join(workspace.folder, 'a.jsonl'), 'utf8')}`);
    assert.equal(await isAsSeen(edit, (uri) => Promise.resolve(view(uri))), false);
  });

  it('are read with their project however clients spell its folder', async () => {
    const spelled = (uri: string): string =>
      uri.replace(/[!'()&,;=@+$]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
    const odd = new Workspace("R&D (1) it's!,;=@+$ 数据-", spelled);
    try {
      odd.write('tuneset.json', '{"labels": {"taskType": {"field": "kind"}}}');
      odd.write("a (1)'s!&.jsonl", record('', ', "kind": "诗"'));
      await odd.start();
      const { all, untagged, types } = await odd.coverage();
      assert.deepEqual([all.records, untagged.records, types.map(({ text }) => text)], [1, 0, ['诗']]);
      const params = { uri: odd.rootUri + '/', from: ['诗'], to: '词' };
      const result = await odd.ask<RenameTaskTypeResult>(RenameTaskType.method, params);
      assert.ok('edit' in result);
      assert.equal(result.records, 1);
      const [change] = result.edit.documentChanges!;
      assert.ok('textDocument' in change!);
      assert.equal(change.textDocument.uri, `${odd.rootUri}/a%20%281%29%27s%21%26.jsonl`);
    } finally {
      odd.stop();
    }
  });

  it('are no more those of settings that changed while a file was read', async () => {
    workspace.onRead = () => workspace.features!.lookAgain();
    await workspace.coverage();
    workspace.onRead = () => undefined;
    const files = workspace.reads.length;
    await workspace.coverage();
    assert.ok(workspace.reads.length > files);
    const again = workspace.reads.length;
    await workspace.coverage();
    assert.equal(workspace.reads.length, again);
    workspace.write('c.jsonl', record('写作'));
    assert.equal((await workspace.coverage()).all.records, 5);
    workspace.features!.filesChanged();
    assert.equal((await workspace.coverage()).all.records, 6);
  });
});

describe('URIs', () => {
  it('are of a folder however drives and signs are written', async () => {
    const projects = new Projects({ read: () => Promise.resolve(undefined) });
    await projects.load([{ uri: 'file:///c%3A/R%26D', name: 'a' }]);
    const { folder, path: place } = projects.of('file:///C:/R&D/x%20%281%29.jsonl');
    assert.deepEqual([folder, place], ['file:///c%3A/R%26D/', 'x (1).jsonl']);
    assert.equal(projects.of('file:///c%3A/R%26D2/x.jsonl').folder, undefined);
  });
});
