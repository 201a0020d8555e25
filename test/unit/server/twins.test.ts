import assert from 'node:assert/strict';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { labelSettings } from '../../../src/labels/labelSettings';
import {
  FindCleanTwin,
  ListMarked,
  ListTwinChoices,
  MakeTwin,
  MakeTwins,
  MarkedTouched,
  type CleanTwin,
  type MarkedRecord,
  type MarkedTouchedParams,
  type TwinChoices,
  type TwinResult,
  type TwinsResult,
} from '../../../src/protocol/twins';
import { MarkedFeatures } from '../../../src/server/labels/markedFeatures';
import { Twins } from '../../../src/server/labels/twins';
import { OpenDocument } from '../../../src/server/openDocument';

const URI = 'file:///data/a.jsonl';
const WISH = { uri: URI, kinds: ['typo'], strength: 'medium', seed: 1 };
const ALL = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

type Handler = (params: object, token: Pick<CancellationToken, 'isCancellationRequested'>) => unknown;

/** An open dataset, and a client that asks about it. */
class Conversation {
  readonly document: OpenDocument;
  readonly told: MarkedTouchedParams[] = [];
  private readonly handlers = new Map<string, Handler>();
  private readonly marked: MarkedFeatures;

  constructor(text: string) {
    const labels = labelSettings({}, undefined);
    this.document = new OpenDocument(URI, 'jsonl', 1, text);
    this.document.configure({ format: undefined, check: { labels } });
    this.document.dataset!.checked.check();
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
      sendNotification: async (method: string, params: MarkedTouchedParams) => {
        if (method === MarkedTouched.method) this.told.push(params);
      },
    } as unknown as Connection;
    const get = (): OpenDocument => this.document;
    new Twins(connection, get, () => labels).listen();
    this.marked = new MarkedFeatures(connection, get, () => labels.robustness);
    this.marked.listen();
  }

  async ask<R>(method: string, params: object, isCancellationRequested = false): Promise<R> {
    return (await this.handlers.get(method)!(params, { isCancellationRequested })) as R;
  }

  /** The text with edits made. */
  with(edits: TwinsResult['edits']): string {
    return TextDocument.applyEdits(TextDocument.create(URI, 'jsonl', 1, this.document.text()), [...edits]);
  }

  change(start: number, end: number, text: string): void {
    const before = TextDocument.create(URI, 'jsonl', 1, this.document.text());
    const range = { start: before.positionAt(start), end: before.positionAt(end) };
    this.document.update([{ range, text }], this.document.version + 1);
    this.marked.changed(this.document);
  }
}

function record(id: string, type: string): string {
  const fields = {
    id,
    instruction: `请介绍一下第${id}个旅游景点的历史和文化背景`,
    input: '',
    output: '好',
    task_type: type,
  };
  return JSON.stringify(fields);
}

const TWIN = '{"id":"t","instruction":"请介少一下","input":"","output":"好","robustness":"typo","variant_of":"3"}';
const LINES = [...Array.from({ length: 10 }, (_, i) => record(String(i), i % 2 ? '问答 - 旅游' : '写作 - 游记')), TWIN];
const FILE = `${LINES.join('\n')}\n`;

describe('twins of an open dataset', () => {
  it('come below the record at the cursor, one of each seed', async () => {
    const client = new Conversation(FILE);
    const twin = await client.ask<TwinResult>(MakeTwin.method, { ...WISH, position: { line: 2, character: 40 } });
    assert.ok('version' in twin);
    assert.deepEqual([twin.record, twin.twins, twin.kinds], [2, 0, ['typo']]);
    const lines = client.with(twin.edits).split('\n');
    assert.deepEqual(lines.toSpliced(3, 1).join('\n'), FILE);
    const made = JSON.parse(lines[3]!) as Record<string, unknown>;
    assert.deepEqual([made.id, made.variant_of, made.instruction], ['2-robust', '2', twin.after]);
    assert.notEqual(twin.after, twin.before);
  });

  it('are not made of a twin', async () => {
    const client = new Conversation(FILE);
    const result = await client.ask<TwinResult>(MakeTwin.method, { ...WISH, position: { line: 10, character: 4 } });
    assert.ok('obstacle' in result && /bad on purpose/.test(result.obstacle));
  });

  it('are made for a part of a type, those that are there counted in, always the same for a seed', async () => {
    const client = new Conversation(FILE);
    const params = { ...WISH, type: ['问答'], percent: 60 };
    const result = await client.ask<TwinsResult>(MakeTwins.method, params);
    assert.deepEqual([result.clean, result.twinned, result.made, result.missing], [5, 1, 2, 0]);
    assert.deepEqual(await client.ask<TwinsResult>(MakeTwins.method, params), result);
    const lines = client.with(result.edits).trimEnd().split('\n');
    assert.deepEqual(
      lines.filter((line) => LINES.includes(line)),
      LINES,
    );
    const twins = lines
      .filter((line) => !LINES.includes(line))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.ok(
      twins.every((twin) => twin.task_type === '问答 - 旅游' && twin.variant_of !== '3' && twin.robustness === 'typo'),
    );
    const again = new Conversation(client.with(result.edits));
    assert.equal((await again.ask<TwinsResult>(MakeTwins.method, params)).made, 0);
  });

  it('stop when the user says so', async () => {
    assert.equal(await new Conversation(FILE).ask(MakeTwins.method, { ...WISH, type: null, percent: 100 }, true), null);
  });

  it('can be had of any type in use', async () => {
    const { all, types, kinds } = await new Conversation(FILE).ask<TwinChoices>(ListTwinChoices.method, { uri: URI });
    assert.deepEqual(all, { clean: 10, twinned: 1 });
    assert.deepEqual(
      types.map(({ text, clean, twinned }) => [text, clean, twinned]),
      [
        ['写作 - 游记', 5, 0],
        ['问答 - 旅游', 5, 1],
      ],
    );
    assert.equal(kinds.length, 5);
  });
});

describe('marked records of an open dataset', () => {
  it('are told with their prompts, their kinds and their clean twins', async () => {
    const client = new Conversation(FILE);
    const [marked, ...others] = await client.ask<MarkedRecord[]>(ListMarked.method, { uri: URI, range: ALL });
    assert.equal(others.length, 0);
    assert.deepEqual([marked!.record, marked!.variantOf, marked!.twin], [10, '3', 3]);
    const [prompt] = marked!.prompts;
    assert.equal(TWIN.slice(prompt!.start.character, prompt!.end.character), '"请介少一下"');
    assert.equal(marked!.kinds[0]!.name, 'typo');
    const twin = await client.ask<CleanTwin>(FindCleanTwin.method, { uri: URI, position: { line: 10, character: 0 } });
    assert.equal(twin.found?.record, 3);
    const none = await client.ask<CleanTwin>(FindCleanTwin.method, { uri: URI, position: { line: 1, character: 0 } });
    assert.deepEqual(none, { variantOf: null, found: null });
  });

  it('may have a kind with any name', async () => {
    const client = new Conversation(`${TWIN.replace('"typo"', '"__proto__, constructor"')}\n`);
    const [marked] = await client.ask<MarkedRecord[]>(ListMarked.method, { uri: URI, range: ALL });
    assert.deepEqual(marked!.kinds, [
      { name: '__proto__', description: null },
      { name: 'constructor', description: null },
    ]);
  });

  it('are told of when an edit deletes them or rewrites their prompts, once', () => {
    const client = new Conversation(FILE);
    const at = FILE.indexOf('请介少');
    client.change(at + 2, at + 3, '绍');
    client.change(at + 2, at + 3, '召');
    client.change(0, LINES[0]!.length + 1, '');
    assert.deepEqual(client.told, [{ uri: URI, version: 2, deleted: 0, rewritten: 1, texts: [TWIN] }]);
    const other = new Conversation(FILE);
    other.change(FILE.indexOf(TWIN), FILE.length, '');
    assert.deepEqual(other.told, [{ uri: URI, version: 2, deleted: 1, rewritten: 0, texts: [TWIN] }]);
  });
});
