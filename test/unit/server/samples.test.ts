import assert from 'node:assert/strict';
import type { MediumKind } from '../../../src/dataset/sample';
import type { RecordEdits } from '../../../src/protocol/records';
import type { KnownMediaFiles } from '../../../src/server/files';
import type { RecordCounter } from '../../../src/server/counters';
import type { MediaState } from '../../../src/rules/view';
import type { Measure } from '../../../src/tokens/meter';
import { RecordReader } from './recordReader';

const CALLS = `{"messages": [{"role": "user", "content": "weather?"}, {"role": "assistant", "content": null, "reasoning_content": "Paris it is", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "get_weather", "arguments": "{\\"city\\":\\"Paris\\",\\"days\\":1.0}"}}, {"id": 7, "function": {"name": "n", "arguments": {"big":12345678901234567890}}}, "no call"]}, {"role": "tool", "tool_call_id": "c1", "content": "sunny"}, {"role": "assistant", "content": [{"type": "text", "text": "It is "}, {"type": "text", "text": "sunny."}], "weight": 1.0}], "tools": [{"type": "function", "function": {"name": "get_weather", "description": "the weather", "parameters": {"type":"object","max":1.0}}}], "id": 12345678901234567890, "task_type": "a - b"}\n`;

describe('a record for people', () => {
  it('has a turn for each message, with texts, thoughts, calls and results', async () => {
    const sample = await new RecordReader(CALLS, { format: { id: 'messages' } }).sample();
    assert.deepEqual(
      [sample.formatId, sample.unreadable, sample.isPair, sample.verdict],
      ['messages', null, false, null],
    );
    const [user, call, result, answer] = sample.turns;
    assert.deepEqual(
      sample.turns.map(({ side, role, name, isKnown, pointer }) => [side, role, name, isKnown, pointer].join(' ')),
      [
        'prompt user user true /messages/0',
        'prompt assistant assistant true /messages/1',
        'prompt tool tool true /messages/2',
        'prompt assistant assistant true /messages/3',
      ],
    );
    assert.deepEqual(user!.texts, [{ pointer: '/messages/0/content', text: 'weather?' }]);
    assert.deepEqual([call!.texts, call!.callsAreText], [[], false]);
    assert.deepEqual(call!.reasoning, { text: 'Paris it is', pointer: '/messages/1/reasoning_content' });
    assert.deepEqual(call!.calls, [
      {
        name: 'get_weather',
        id: 'c1',
        arguments: '{\n  "city": "Paris",\n  "days": 1.0\n}',
        pointer: '/messages/1/tool_calls/0/function/arguments',
      },
      {
        name: 'n',
        id: '7',
        arguments: '{\n  "big": 12345678901234567890\n}',
        pointer: '/messages/1/tool_calls/1/function/arguments',
      },
      { name: null, id: null, arguments: '"no call"', pointer: '/messages/1/tool_calls/2' },
    ]);
    assert.equal(result!.callId, 'c1');
    assert.deepEqual(
      answer!.texts.map(({ pointer, text }) => [pointer, text]),
      [
        ['/messages/3/content/0/text', 'It is '],
        ['/messages/3/content/1/text', 'sunny.'],
      ],
    );
    assert.equal(answer!.weight, 'weight: 1.0');
  });

  it('has tools, labels, and the other fields as they are written', async () => {
    const sample = await new RecordReader(CALLS, { format: { id: 'messages' } }).sample();
    const parameters = '{\n  "type": "object",\n  "max": 1.0\n}';
    assert.deepEqual(sample.tools, {
      pointer: '/tools',
      tools: [{ name: 'get_weather', description: 'the weather', parameters }],
      text: null,
    });
    assert.deepEqual(sample.fields, [{ name: 'id', pointer: '/id', value: '12345678901234567890' }]);
    assert.deepEqual(sample.labels.types, ['a - b']);
    assert.ok(['system', 'user', 'assistant', 'tool'].every((role) => sample.roles.includes(role)));
  });

  it('reads calls that stand in a text, in the words of ShareGPT', async () => {
    const call = JSON.stringify('<think>\nhm\n</think>\n\n[{"name":"f","arguments":{"x":1.0}}]');
    const text = `{"conversations": [{"from": "human", "value": "?"}, {"from": "function_call", "value": "{\\"name\\": \\"f\\", \\"arguments\\": {\\"x\\": 1.0}}"}, {"from": "observation", "value": "1"}, {"from": "function_call", "value": ${call}}, {"from": "function_call", "value": "broken {"}], "tools": "[{\\"name\\": \\"f\\", \\"parameters\\": {}}, 5]"}\n`;
    const sample = await new RecordReader(text, { format: { id: 'sharegpt' } }).sample();
    const [, first, , second, broken] = sample.turns;
    assert.deepEqual([first!.role, first!.name, first!.callsAreText], ['assistant', 'function_call', true]);
    const asked = { name: 'f', id: null, arguments: '{\n  "x": 1.0\n}' };
    assert.deepEqual(first!.calls, [{ ...asked, pointer: '/conversations/1/value' }]);
    assert.deepEqual(second!.calls, [{ ...asked, pointer: '/conversations/3/value' }]);
    assert.equal(second!.callsAreText, false, 'the thought in front would not be seen');
    assert.deepEqual([broken!.calls, broken!.callsAreText], [[], false]);
    assert.equal(sample.tools?.tools.length, 1);
    assert.equal(sample.tools.text, '[\n  {\n    "name": "f",\n    "parameters": {}\n  },\n  5\n]');
  });

  it('has no tools where the list of them is empty', async () => {
    const text = '{"conversations": [{"from": "human", "value": "?"}], "tools": "[]"}\n';
    const sample = await new RecordReader(text, { format: { id: 'sharegpt' } }).sample();
    assert.deepEqual([sample.tools, sample.fields], [null, []]);
  });

  it('has the sides of a pair, and the verdict of a record that has one', async () => {
    const pair = '{"instruction": "q", "input": "", "chosen": "good", "rejected": "bad"}\n';
    const sample = await new RecordReader(pair, { format: { id: 'preference-alpaca' } }).sample();
    assert.ok(sample.isPair);
    assert.deepEqual(
      sample.turns.map(({ side, texts }) => [side, texts.map(({ text }) => text).join()]),
      [
        ['prompt', 'q'],
        ['chosen', 'good'],
        ['rejected', 'bad'],
      ],
    );
    assert.deepEqual([sample.fields, sample.roles], [[], []]);
    const kto = '{"instruction": "q", "output": "a", "kto_tag": false}\n';
    const judged = await new RecordReader(kto, { format: { id: 'kto-alpaca' } }).sample();
    assert.deepEqual(judged.verdict, { value: false, pointer: '/kto_tag' });
    const labelled = '{"instruction": "q", "output": "a", "label": "news"}\n';
    const other = await new RecordReader(labelled, { format: { id: 'alpaca' } }).sample();
    assert.deepEqual([other.verdict, other.fields], [null, [{ name: 'label', pointer: '/label', value: 'news' }]]);
  });

  it('tells a marked record and its twin', async () => {
    const text = '{"instruction": "q", "output": "a", "robustness": "typo", "variant_of": "r1"}\n';
    const { labels, fields } = await new RecordReader(text, { format: { id: 'alpaca' } }).sample();
    assert.deepEqual(labels, { types: [], kinds: ['typo'], isMarked: true, variantOf: 'r1' });
    assert.deepEqual(fields, []);
  });

  it('shows what stands there where there is no conversation', async () => {
    const huge = `{"instruction": "${'x'.repeat(2_100_000)}", "output": "a"}`;
    const reader = new RecordReader(`{"instruction": }\n5\n${huge}\n`, { format: { id: 'alpaca' } });
    const [broken, number, large] = [await reader.sample(0), await reader.sample(1), await reader.sample(2)];
    assert.deepEqual(broken.unreadable, { reason: 'The record is no valid JSON.', text: '{"instruction": }' });
    assert.deepEqual(number.unreadable, { reason: 'The record is no JSON object.', text: '5' });
    assert.equal(large.unreadable?.text.length, 100_000);
    assert.deepEqual([broken.turns, broken.roles, broken.tokens], [[], [], null]);
    assert.ok(broken.findings.length > 0);
  });
});

describe('the findings of a record', () => {
  const TEXT =
    '{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": ""}], "id": 1, "id": 2}\n';

  it('belong to their turns, and can be mended', async () => {
    const reader = new RecordReader(TEXT, { format: { id: 'messages' } });
    const anchor = await reader.anchor(0);
    const sample = (await reader.sampleOf(anchor))!;
    const rules = sample.findings.map(({ rule }) => rule);
    const [empty, twice] = [rules.indexOf('empty-answer'), rules.indexOf('json-duplicate-key')];
    assert.ok(empty >= 0 && twice >= 0);
    assert.deepEqual(
      sample.turns.map(({ findings }) => findings),
      [[], [empty]],
    );
    const { rule, pointer, message, fixes } = sample.findings[twice]!;
    const asked = { anchor, digest: sample.place.digest, chosen: { rule, pointer, message, fix: fixes[0]! } };
    const { version, edits, record } = (await reader.fix(asked)) as RecordEdits;
    assert.deepEqual([version, record], [1, 0]);
    reader.change(...edits.map(({ range, newText }) => ({ range, text: newText })));
    assert.equal(reader.document.text(), TEXT.replace('"id": 1, ', ''));
    assert.deepEqual(await reader.fix(asked), { refused: 'The record has changed meanwhile.' });
    const { place } = (await reader.sampleOf(anchor))!;
    assert.deepEqual(await reader.fix({ ...asked, digest: place.digest }), {
      refused: 'There is nothing to mend here any more.',
    });
  });

  it('are told of the whole file at the record where they show', async () => {
    const line = '{"instruction": "q", "output": "a", "colour": 1}\n';
    const reader = new RecordReader(line.replace(', "colour": 1', '') + line + line, { format: { id: 'alpaca' } });
    const rulesOf = async (record: number): Promise<string[]> =>
      (await reader.sample(record)).findings.map(({ rule }) => rule);
    assert.deepEqual([await rulesOf(0), await rulesOf(1), await rulesOf(2)], [[], ['column-unknown'], []]);
  });

  it('are those of JSON too that VS Code shows in the file', async () => {
    const check = { syntaxShownElsewhere: true };
    const reader = new RecordReader('{"instruction": "q",, "output": "a"}\n', { format: { id: 'alpaca' }, check });
    assert.ok((await reader.sample()).findings.some(({ rule }) => rule === 'json-syntax'));
  });
});

describe('the tokens of a record', () => {
  const TEXT = '{"system": "s", "instruction": "q", "input": "i", "output": "a", "history": [["x", "y"]]}\n';
  const facts = {
    tokenizer: 'T',
    template: 'qwen',
    target: 'LLaMA-Factory',
    cutoff: 9,
    exact: true,
    approximation: null,
    fault: null,
    stamp: '',
  };

  function counterOf(measure: (record: string) => Promise<Partial<Measure>>): RecordCounter {
    return { facts, measure } as unknown as RecordCounter;
  }

  const turn = (pointers: string[], tokens: number, trained = 0): Measure['turns'][number] => ({
    ...{ role: '', pointers, tokens, trained, kept: tokens, keptTrained: trained, endLost: false, ending: 0 },
  });

  it('come when they are counted, each turn’s with the turn', async () => {
    const measured: string[] = [];
    let isReady = (): void => undefined;
    const counter = counterOf(async (record) => {
      measured.push(record);
      await new Promise<void>((resolve) => (isReady = resolve));
      const turns = [
        turn(['/system'], 3),
        turn(['/history/0/0'], 4),
        turn(['/history/0/1'], 5, 5),
        turn(['/instruction', '/input'], 6),
        { ...turn(['/output'], 7, 7), lostThought: true as const },
        turn([], 1),
      ];
      return { status: 'kept', tokens: 26, trained: 12, kept: 20, keptTrained: 10, turns };
    });
    const reader = new RecordReader(TEXT, { format: { id: 'alpaca' }, counter });
    const anchor = await reader.anchor(0);
    assert.equal((await reader.sampleOf(anchor))!.tokens, null, 'nothing waits for it');
    isReady();
    assert.deepEqual(await reader.told(), [anchor]);
    const { tokens, turns } = (await reader.sampleOf(anchor))!;
    assert.deepEqual(tokens, {
      ...{ tokenizer: 'T', template: 'qwen', target: 'LLaMA-Factory', cutoff: 9, exact: true },
      ...{ status: 'kept', reason: null, tokens: 26, trained: 12, kept: 20, keptTrained: 10, rejected: null },
    });
    assert.deepEqual(
      turns.map((each) => each.tokens?.tokens),
      [3, 4, 5, 6, 7],
    );
    assert.deepEqual(
      turns.map((each) => each.tokens?.lostThought),
      [false, false, false, false, true],
    );
    assert.equal(measured.length, 1);
  });

  it('of a pair are those of both answers', async () => {
    const pair = '{"instruction": "q", "chosen": "good", "rejected": "bad"}\n';
    const counter = counterOf(async () => ({
      ...{ status: 'kept', tokens: 9, trained: 5, kept: 9, keptTrained: 5 },
      turns: [turn(['/instruction'], 4), turn(['/chosen'], 5, 5)],
      rejected: {
        tokens: 7,
        trained: 3,
        kept: 7,
        turns: [turn(['/instruction'], 4), turn(['/rejected'], 3, 3)],
      } as unknown as Measure,
    }));
    const reader = new RecordReader(pair, { format: { id: 'preference-alpaca' }, counter });
    const anchor = await reader.anchor(0);
    await reader.told();
    const { tokens, turns } = (await reader.sampleOf(anchor))!;
    assert.deepEqual(
      turns.map((each) => each.tokens?.tokens),
      [4, 5, 3],
    );
    assert.deepEqual(tokens?.rejected, { tokens: 7, trained: 3, kept: 7 });
  });

  it('are missed, and the fault is logged, where counting fails', async () => {
    const counter = counterOf(() => Promise.reject(new Error('the thread has ended')));
    const reader = new RecordReader(TEXT, { format: { id: 'alpaca' }, counter });
    assert.equal((await reader.sample()).tokens, null);
    assert.deepEqual(reader.faults, ['measuring: Error: the thread has ended']);
  });
});

describe('the media of a record', () => {
  /** A disk with these files. */
  function disk(states: Readonly<Record<string, MediaState>>, uris: Readonly<Record<string, string>>): KnownMediaFiles {
    return {
      ...{ folders: [], relativePath: () => undefined, refresh: () => false },
      list: () => Promise.resolve({ files: [], folders: [], isIncomplete: false }),
      look: (path: string) => states[path],
      uriOf: (path: string, _kind: MediumKind) => uris[path],
    };
  }

  const lists = (images: readonly unknown[]): string =>
    `${JSON.stringify({
      messages: [
        { role: 'user', content: '<image>a<image>' },
        { role: 'assistant', content: 'ok' },
        { role: 'user', content: '<image>' },
      ],
      images,
    })}\n`;
  const format = { id: 'messages' };

  it('are shown from the folders of the workspace and of the dataset only, and nothing comes from elsewhere', async () => {
    const paths = ['a.png', '/data/work/b.png', '/etc/c.png', 'none.png', 'empty.png', 'text.png', 'frames'];
    const states: Record<string, MediaState> = { 'a.png': 'ok', '/data/work/b.png': 'ok', '/etc/c.png': 'ok' };
    Object.assign(states, { 'none.png': 'missing', 'empty.png': 'empty', 'text.png': 'unreadable', frames: 'ok' });
    const uris = {
      'a.png': 'file:///data/sets/a.png',
      '/data/work/b.png': 'file:///data/work/b.png',
      '/etc/c.png': 'file:///etc/c.png',
    };
    const others = [
      'https://x.org/p.png',
      '//x.org/p.png',
      'data:image/png;base64,AAAA',
      { bytes: 'AAAA' },
      { path: 'a.png' },
    ];
    const reader = new RecordReader(lists([...paths, ...others]), { format, mediaFiles: disk(states, uris) });
    const { media } = await reader.sample();
    assert.deepEqual(
      media.map(({ uri, reason }) => uri ?? reason),
      [
        'file:///data/sets/a.png',
        'file:///data/work/b.png',
        'It lies outside of the workspace and of the dataset’s folder.',
        'There is no such file.',
        'The file is empty.',
        'The file is none of a kind that can be shown here.',
        'It is a folder.',
        'It lies on another machine, and nothing is loaded from there.',
        'It lies on another machine, and nothing is loaded from there.',
        'Data that stands in the text itself is not shown.',
        'What stands here is no path of a file.',
        'file:///data/sets/a.png',
      ],
    );
    assert.deepEqual([media[0]!.kind, media[0]!.name, media[0]!.pointer], ['image', 'a.png', '/images/0']);
    assert.equal(media[10]!.name, '{"bytes":"AAAA"}');
  });

  it('are not looked at where nobody trusts the workspace', async () => {
    const { media } = await new RecordReader(lists(['a.png']), { format }).sample();
    assert.deepEqual(
      media.map(({ uri, reason }) => [uri, reason]),
      [[null, 'Files are shown only in a folder on disk that you trust.']],
    );
  });

  it('stand at the turns whose placeholders name them, or of which they are parts', async () => {
    const sample = await new RecordReader(lists(['a', 'b', 'c', 'd']), { format }).sample();
    assert.deepEqual(
      sample.turns.map(({ media }) => media),
      [[0, 1], [], [2]],
    );
    const parts = [
      { type: 'image_url', image_url: { url: 'http://x/a.png' } },
      { type: 'text', text: 'what?' },
    ];
    const text = JSON.stringify({
      messages: [
        { role: 'user', content: parts },
        { role: 'assistant', content: 'a' },
      ],
    });
    const other = await new RecordReader(`${text}\n`, { format }).sample();
    assert.deepEqual(
      other.turns.map(({ media }) => media),
      [[0], []],
    );
    assert.deepEqual(
      other.media.map(({ name }) => name),
      ['http://x/a.png'],
    );
  });
});
