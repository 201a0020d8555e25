import assert from 'node:assert/strict';
import type { InlayHint, MarkupContent, Range } from 'vscode-languageserver/node';
import type {
  DatasetStatus,
  LongRecord,
  SelectionCount,
  ShownTokens,
  TokenStatus,
} from '../../../src/protocol/messages';
import { ServerSession } from './serverSession';

/** Qwen3: `hello` is one token, `the quick brown fox` four. */
const SHORT = '{"instruction": "hello", "output": "the quick brown fox"}\n';
const LONG = `{"instruction": "hello", "output": "${'the quick brown fox '.repeat(20)}"}\n`;

describe('tokens over stdio', () => {
  let session: ServerSession;
  beforeEach(() => (session = new ServerSession()));
  afterEach(() => session.stop());

  /** @param settings by section */
  async function start(project: object, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    session.write('tuneset.json', project);
    await session.start(settings);
  }

  async function open(text: string): Promise<string> {
    return (await session.open('a.jsonl', text)).uri;
  }

  function edit(uri: string, range: Range, text: string): Promise<number> {
    return session.change(uri, { range, text });
  }

  /** The last status, once it is as wanted. */
  function status(wanted: (tokens: TokenStatus, dataset: DatasetStatus) => boolean): Promise<TokenStatus> {
    return session.next(() => {
      const dataset = session.statuses.at(-1)?.dataset;
      return dataset?.tokens && wanted(dataset.tokens, dataset) ? dataset.tokens : undefined;
    });
  }

  function allCounted(): Promise<TokenStatus> {
    return status(({ running, counted }, { records }) => !running && counted === records);
  }

  function hints(uri: string, range = rangeOf(0, 0, 1e6, 0)): Promise<InlayHint[]> {
    return session.client.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
  }

  function selection(uri: string, ...ranges: object[]): Promise<SelectionCount | null> {
    return session.client.sendRequest('tuneset/countSelection', { uri, ranges });
  }

  it('adds up a file, and names its longest record', async () => {
    await start({ template: 'none', cutoffLength: 50 });
    await open(SHORT + LONG + SHORT);
    const tokens = await allCounted();
    assert.deepEqual([tokens.tokenizer, tokens.template, tokens.cutoff, tokens.exact], ['Qwen3', null, 50, true]);
    assert.deepEqual([tokens.total, tokens.trained, tokens.over, tokens.unused], [92, 89, 1, 0]);
    assert.deepEqual(tokens.longest, { record: 1, tokens: 82 });
  });

  it('tells what the trainer does with a record, in its own words once the record is counted', async () => {
    const dataset = { file_name: 'a.jsonl', formatting: 'sharegpt' };
    await start({ target: 'llamafactory', template: 'qwen', datasetInfo: 'dataset_info.json' });
    session.write('dataset_info.json', JSON.stringify({ mine: dataset }));
    const turn = (from: string, value: string): object => ({ from, value });
    const records = [
      [turn('human', 'hello'), turn('gpt', 'hello')],
      [turn('human', 'hello'), turn('narrator', 'hello')],
      [turn('human', 'hello'), turn('function_call', 'call f')],
    ];
    const uri = await open(records.map((conversations) => `${JSON.stringify({ conversations })}\n`).join(''));
    await allCounted();
    const told = await session.next(() => {
      const { diagnostics } = session.published.findLast((params) => params.uri === uri) ?? { diagnostics: [] };
      const of = (line: number): string[] =>
        diagnostics
          .filter(({ range, severity }) => range.start.line === line && severity === 1)
          .map(({ message }) => (typeof message === 'string' ? message : message.value));
      return of(2).some((text) => text.includes('RuntimeError')) ? [of(0), of(1), of(2)] : undefined;
    });
    assert.deepEqual(
      told.map((texts) => texts.length),
      [0, 1, 1],
    );
    assert.match(told[1]![0]!, /LLaMA-Factory drops the record\.$/);
    assert.match(told[2]![0]!, /LLaMA-Factory stops here: RuntimeError: Invalid JSON format in function message/);
  });

  it('puts a hint in front of each record, with the turns in its tooltip', async () => {
    await start({ template: 'none', cutoffLength: 50 });
    const uri = await open(SHORT + LONG);
    await allCounted();
    const [first, second, ...more] = await hints(uri);
    assert.deepEqual([first!.position, first!.label], [{ line: 0, character: 0 }, '5 tok · 4 trained']);
    assert.deepEqual(second!.label, '⚠ 82 tok · 81 trained · cutoff 50');
    assert.equal(more.length, 0);
    const { tooltip } = await session.client.sendRequest<InlayHint>('inlayHint/resolve', second);
    const { value } = tooltip as MarkupContent;
    assert.match(value, /\| assistant \| output \| 81 \| 81 \| 49 \|/);
    assert.match(value, /50 of 82 tokens are kept/);
  });

  it('keeps what a record says from being Markdown', async () => {
    await start({ template: 'none' });
    const uri = await open(
      '{"messages": [{"role": "[a](command:x) | <b>", "content": "hello"}], "instruction": ""}\n' + SHORT,
    );
    await allCounted();
    for (const hint of await hints(uri)) {
      const { tooltip } = await session.client.sendRequest<InlayHint>('inlayHint/resolve', hint);
      assert.doesNotMatch((tooltip as MarkupContent).value, /(?<!\\)(?:\]\(|<b)/);
    }
  });

  it('counts again what was edited', async () => {
    await start({ template: 'none' });
    const uri = await open(SHORT + SHORT);
    assert.equal((await allCounted()).total, 10);
    await edit(uri, rangeOf(1, 17, 1, 22), 'hello hello');
    assert.equal((await status(({ total, running }) => total === 11 && !running)).counted, 2);
    assert.deepEqual(
      (await hints(uri)).map(({ label }) => label),
      ['5 tok · 4 trained', '6 tok · 4 trained'],
    );
    await edit(uri, rangeOf(0, 0, 1, 0), '');
    assert.equal((await status(({ total }) => total === 6)).longest?.record, 0);
  });

  it('lists the longest records', async () => {
    await start({ template: 'none' });
    const uri = await open(SHORT + LONG + SHORT);
    await allCounted();
    const longest = await session.client.sendRequest<LongRecord[]>('tuneset/longestRecords', { uri, limit: 2 });
    assert.deepEqual(
      longest.map(({ record, tokens }) => [record, tokens]),
      [
        [1, 82],
        [0, 5],
      ],
    );
  });

  it('counts a selection: of a text, of records, of all records', async () => {
    await start({ template: 'none' });
    const uri = await open(SHORT.repeat(1500));
    await allCounted();
    assert.deepEqual(await selection(uri, rangeOf(0, 36, 0, 45)), { kind: 'text', tokens: 2 });
    const one = { kind: 'records', records: 1, tokens: 5, trained: 4 };
    assert.deepEqual(await selection(uri, rangeOf(0, 0, 0, 60)), one);
    assert.deepEqual(await selection(uri, rangeOf(0, 0, 1, 0)), one);
    const all = { kind: 'records', records: 1500, tokens: 7500, trained: 6000 };
    assert.deepEqual(await selection(uri, rangeOf(0, 0, 1500, 0)), all);
  });

  it('shows tokens where they stand in the file, escapes and all', async () => {
    await start({ template: 'none' });
    const uri = await open('{"instruction": "a\\n\\u4f60\\u597d<|im_end|>", "output": "𠀀"}\n');
    await allCounted();
    const show = (range: object) =>
      session.client.sendRequest<ShownTokens>('tuneset/showTokens', { uri, ranges: [range] });
    const { tokens, total } = await show(rangeOf(0, 20, 0, 20));
    assert.equal(total, tokens.length);
    assert.deepEqual(
      tokens.map(({ range, text, special }) => [range.start.character, range.end.character, text, special]),
      [
        [17, 18, 'a', null],
        [18, 20, '\n', null],
        [20, 32, '你好', null],
        [32, 42, '<|im_end|>', '<|im_end|>'],
      ],
    );
    const rare = await show(rangeOf(0, 58, 0, 58));
    assert.ok(rare.total! > 1);
    assert.ok(rare.tokens.every(({ range }) => range.end.character - range.start.character === 2));
  });

  it('marks counts of another tokenizer than the one asked for', async () => {
    await start({ tokenizer: 'organisation/model', template: 'none' });
    const uri = await open(SHORT);
    const tokens = await allCounted();
    assert.deepEqual([tokens.tokenizer, tokens.exact, tokens.fault], ['Qwen3', false, null]);
    assert.match(tokens.approximation!, /organisation\/model/);
    assert.equal((await hints(uri))[0]!.label, '≈ 5 tok · 4 trained');
  });

  it('says why nothing can be counted', async () => {
    await start({ template: './missing.jinja' });
    const uri = await open(SHORT);
    assert.match((await status(({ fault }) => fault !== null)).fault!, /missing\.jinja/);
    assert.deepEqual(await hints(uri), []);
    assert.equal(await selection(uri, rangeOf(0, 0, 0, 60)), null);
  });

  it('stops counting, and goes on', async () => {
    await start({ template: 'none' });
    const uri = await open(SHORT.repeat(60_000));
    await status(({ running, counted }) => running && counted > 0);
    await session.client.sendRequest('tuneset/setCounting', { uri, run: false });
    const { counted } = await status(({ stopped, running }) => stopped && !running);
    assert.ok(counted < 60_000);
    await session.client.sendRequest('tuneset/setCounting', { uri, run: true });
    assert.equal((await allCounted()).total, 300_000);
  });

  it('follows the project file', async () => {
    await start({ template: 'none' });
    await open(SHORT);
    assert.equal((await allCounted()).tokenizer, 'Qwen3');
    session.write('tuneset.json', '{"tokenizer": "o200k", "template": "none"}');
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    assert.equal((await status(({ tokenizer, counted }) => tokenizer !== 'Qwen3' && counted === 1)).total, 5);
  });

  it('goes on with the other records where one is too much for the tokenizer', async () => {
    await start({ template: 'none' });
    await open(`${SHORT}{"instruction": "hello", "output": "${'='.repeat(6_000_000)}"}\n${SHORT}`);
    const tokens = await status(({ running, counted }) => !running && counted > 0);
    assert.equal(tokens.counted, 3);
    assert.equal(tokens.stopped, false);
  });

  it('tells nothing new while it is written, if files are to be checked when they are saved', async () => {
    await start({ template: 'none' }, { 'tuneset.validate.run': 'onSave' });
    const uri = await open(SHORT);
    await allCounted();
    await edit(uri, rangeOf(0, 36, 0, 55), '');
    await status(({ total, running }) => total === 1 && !running);
    assert.deepEqual(session.published.at(-1)?.diagnostics, []);
  });
});

function rangeOf(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
