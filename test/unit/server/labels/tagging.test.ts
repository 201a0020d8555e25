import assert from 'node:assert/strict';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProjectLabels, TaxonomyContent } from '../../../../src/dataset/project';
import { labelSettings } from '../../../../src/labels/labelSettings';
import {
  GetTagging,
  NextLabelled,
  SetKinds,
  SetTypes,
  type LabelEdits,
  type NextLabelledResult,
  type TaggingState,
} from '../../../../src/protocol/labels';
import { OpenDocument } from '../../../../src/server/openDocument';
import { Tagging } from '../../../../src/server/labels/tagging';

const URI = 'file:///data/a.jsonl';
const TAXONOMY: TaxonomyContent = {
  types: [
    { name: '逻辑推理', types: [{ name: '常识推理', description: '日常', share: 0.2 }, { name: 'cot 多步骤推理' }] },
    { name: '重写' },
  ],
};

type Handler = (params: object) => unknown;

/** What is asked of the server about a dataset whose text follows the edits that are taken. */
class Annotator {
  private readonly handlers = new Map<string, Handler>();
  private readonly document: OpenDocument;
  readonly events: string[] = [];
  /** What happens while the file is checked for a request. */
  duringCheck: () => void | Promise<void> = () => {};

  constructor(text: string, labels: ProjectLabels = {}, taxonomy?: TaxonomyContent, isChecked = true) {
    const settings = labelSettings(labels, taxonomy);
    const document = new OpenDocument(URI, 'jsonl', 1, text);
    document.configure({ format: { id: 'alpaca' }, check: isChecked ? { labels: settings } : {} });
    this.document = document;
    const connection = { onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler) };
    new Tagging(
      connection as unknown as Connection,
      () => document,
      () => settings,
      async () => {
        this.events.push('check');
        await this.duringCheck();
        document.dataset?.checked.check();
      },
      async () => {
        await Promise.resolve();
        this.events.push('configured');
      },
    ).listen();
  }

  get text(): string {
    return this.document.text();
  }

  get version(): number {
    return this.document.version;
  }

  /** Asks about the text as it stands, unless the parameters have another version. */
  async ask<R>(method: string, params: object = {}): Promise<R> {
    return (await this.handlers.get(method)!({ uri: URI, version: this.version, ...params })) as R;
  }

  /** Someone else changes the text. */
  write(text: string): void {
    this.document.update([{ text }], this.version + 1);
  }

  /** Takes the edits as the editor would. */
  async take(method: string, params: object): Promise<LabelEdits> {
    const result = await this.ask<LabelEdits>(method, params);
    assert.equal(result.version, this.document.version);
    const before = TextDocument.create(URI, 'jsonl', 1, this.text);
    this.write(TextDocument.applyEdits(before, [...result.edits]));
    return result;
  }
}

const at = (line: number, character = 3) => ({ start: { line, character }, end: { line, character } });
const record = (instruction: string, rest = ''): string => `{"instruction": "${instruction}", "output": "x"${rest}}\n`;

describe('tagging records', () => {
  it('tells the types of the taxonomy and others in use, with how they are read', async () => {
    const text =
      record('a', ', "task_type": "逻辑推理 - 常识推理"') + record('b', ', "task_type": "别的"') + record('c');
    const state = await new Annotator(text, {}, TAXONOMY).ask<TaggingState>(GetTagging.method, { ranges: [at(2)] });
    assert.deepEqual(
      state.types.map((option) => [option.text, option.records, option.isKnown]),
      [
        ['逻辑推理 - 常识推理', 1, true],
        ['逻辑推理 - cot 多步骤推理', 0, true],
        ['重写', 0, true],
        ['别的', 1, false],
      ],
    );
    assert.deepEqual(
      state.types[2]!.readings.map((ways) => ways.toSorted()),
      [['chong', 'zhong'], ['xie']],
    );
    assert.equal(
      state.types[1]!.readings.slice(0, 9)
        .map(([first]) => first)
        .join('|'),
      'luo|ji|tui|li| |-| |c|o',
    );
    assert.deepEqual([state.types[0]!.description, state.types[0]!.target], ['日常', 0.2]);
    assert.deepEqual([state.records, state.untagged, state.marked], [3, 1, 0]);
    assert.deepEqual(state.touched?.types, []);
    assert.equal(state.touched?.preview, 'c');
  });

  it('sets the type of the record at the cursor where the other records have it', async () => {
    const annotator = new Annotator(`{"task_type": "A", ${record('a').slice(1)}${record('b')}`);
    await annotator.take(SetTypes.method, { ranges: [at(1)], add: [['B', 'C']], remove: 'all' });
    assert.equal(annotator.text.split('\n')[1], `{"task_type": "B - C", ${record('b').slice(1).trimEnd()}`);
  });

  it('sets the types of all records that are selected, and of no other', async () => {
    const annotator = new Annotator(record('a') + record('b') + record('c') + '{"broken"\n');
    const ranges = [{ start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }];
    const result = await annotator.take(SetTypes.method, { ranges, add: [['T']], remove: 'all' });
    assert.deepEqual([result.records, result.changed, result.unreadable], [1, 1, 0]);
    assert.equal(annotator.text, record('a') + record('b', ', "task_type": "T"') + record('c') + '{"broken"\n');
    const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const second = await annotator.take(SetTypes.method, { ranges: [all], add: [['T']], remove: 'all' });
    assert.deepEqual([second.records, second.changed, second.unreadable], [4, 2, 1]);
  });

  it('adds and takes away single types where a record may have several', async () => {
    const annotator = new Annotator(record('a', ', "task_type": "A"'), { taskType: { several: true } });
    await annotator.take(SetTypes.method, { ranges: [at(0)], add: [['B']], remove: [] });
    assert.match(annotator.text, /"task_type": \["A", "B"\]/);
    await annotator.take(SetTypes.method, { ranges: [at(0)], add: [], remove: [['A']] });
    assert.match(annotator.text, /"task_type": \["B"\]/);
    await annotator.take(SetTypes.method, { ranges: [at(0)], add: [], remove: 'all' });
    assert.equal(annotator.text, record('a'));
  });

  it('writes levels in fields of their own', async () => {
    const labels: ProjectLabels = { taskType: { levels: 'fields', fields: ['大类', '小类'] } };
    const annotator = new Annotator(record('a'), labels);
    await annotator.take(SetTypes.method, { ranges: [at(0)], add: [['A', 'B']], remove: 'all' });
    assert.equal(annotator.text, record('a', ', "大类": "A", "小类": "B"'));
    await annotator.take(SetTypes.method, { ranges: [at(0)], add: [['C']], remove: 'all' });
    assert.equal(annotator.text, record('a', ', "大类": "C"'));
  });

  it('marks records with kinds and unmarks them', async () => {
    const annotator = new Annotator(record('a'));
    await annotator.take(SetKinds.method, { ranges: [at(0)], add: ['typo', 'noise'], remove: [] });
    assert.equal(annotator.text, record('a', ', "robustness": "typo, noise"'));
    const state = await annotator.ask<TaggingState>(GetTagging.method, { ranges: [at(0)] });
    assert.deepEqual([state.touched?.kinds, state.marked], [['typo', 'noise'], 1]);
    await annotator.take(SetKinds.method, { ranges: [at(0)], add: [], remove: 'all' });
    assert.equal(annotator.text, record('a'));
  });

  it('changes the kinds of each record of a mixed selection by themselves', async () => {
    const lines = [', "robustness": "typo, noise"', ', "robustness": "typo"', ', "robustness": true', ''];
    const annotator = new Annotator(lines.map((rest) => record('a', rest)).join(''));
    const ranges = [{ start: { line: 0, character: 0 }, end: { line: 4, character: 0 } }];
    const result = await annotator.take(SetKinds.method, { ranges, add: ['noise'], remove: ['typo'] });
    const noise = record('a', ', "robustness": "noise"');
    assert.equal(annotator.text, noise + noise + record('a', ', "robustness": true') + noise);
    assert.deepEqual([result.records, result.changed], [4, 3]);
    await annotator.take(SetKinds.method, { ranges: [at(0)], add: ['typo'], remove: 'all' });
    assert.equal(annotator.text.split('\n')[0], record('a', ', "robustness": "typo"').trimEnd());
  });

  it('takes the name of the clean twin along when a record is marked no longer', async () => {
    const twin = ', "variant_of": "r1"';
    const annotator = new Annotator(record('a', `, "robustness": "typo, noise"${twin}`) + record('b', twin));
    const ranges = [at(0), at(1)];
    await annotator.take(SetKinds.method, { ranges, add: [], remove: ['noise'] });
    assert.equal(annotator.text, record('a', `, "robustness": "typo"${twin}`) + record('b', twin));
    await annotator.take(SetKinds.method, { ranges, add: [], remove: ['typo'] });
    assert.equal(annotator.text, record('a') + record('b', twin), 'a record without a marker stays as it is');
  });

  it('does nothing to another text than the one that the ranges are in', async () => {
    const annotator = new Annotator(record('a') + record('b'));
    const { version } = await annotator.ask<TaggingState>(GetTagging.method, { ranges: [at(1)] });
    assert.equal(version, annotator.version);
    annotator.write(record('new') + annotator.text);
    const stale = { version, ranges: [at(1)], add: ['T'], remove: 'all' };
    for (const [method, params] of [
      [GetTagging.method, stale],
      [SetKinds.method, stale],
      [SetTypes.method, { ...stale, add: [['T']] }],
    ] as const) {
      assert.deepEqual(await annotator.ask(method, params), { refused: 'changed' });
    }
    const params = { position: { line: 0, character: 0 }, which: 'untagged' };
    const next = await annotator.ask<NextLabelledResult>(NextLabelled.method, params);
    assert.equal(next.version, annotator.version);
  });

  it('sees that the text changes while it is checked', async () => {
    const annotator = new Annotator(record('a') + record('b'));
    annotator.duringCheck = () => annotator.write(record('new') + annotator.text);
    const params = { ranges: [at(1)], add: [['T']], remove: 'all' };
    assert.deepEqual(await annotator.ask(SetTypes.method, params), { refused: 'changed' });
  });

  it('waits until the settings of the project are applied', async () => {
    const annotator = new Annotator(record('a'));
    await annotator.ask(GetTagging.method, { ranges: [at(0)] });
    assert.deepEqual(annotator.events, ['configured', 'check']);
  });

  it('refuses a type with more levels than there are fields for', async () => {
    const labels: ProjectLabels = { taskType: { levels: 'fields', fields: ['a', 'b'] } };
    const annotator = new Annotator(record('x'), labels);
    const params = { ranges: [at(0)], add: [['A', 'B', 'C']], remove: 'all' };
    assert.deepEqual(await annotator.ask(SetTypes.method, params), { refused: 'levels', fields: ['a', 'b'] });
  });

  it('offers the types and kinds that most records have, and tells how many it leaves out', async () => {
    const labelled = (i: number): string => record('a', `, "task_type": "T${i}", "robustness": "k${i}"`);
    const long = record('a', `, "task_type": "${'x'.repeat(201)}", "robustness": "${'y'.repeat(201)}"`);
    const text = [...Array.from({ length: 2010 }, (_, i) => labelled(i)), labelled(2005), long, long].join('');
    const state = await new Annotator(text, {}, TAXONOMY).ask<TaggingState>(GetTagging.method, { ranges: [at(0)] });
    assert.deepEqual([state.types.length, state.typesLeftOut], [2003, 11]);
    assert.equal(state.types[3]!.text, 'T2005');
    assert.equal(state.kinds.length, 2005);
    assert.ok(state.kinds.every(({ name }) => name.length <= 200));
  });

  it('finds the next untagged or marked record, and begins anew at the end', async () => {
    const tagged = record('t', ', "task_type": "A", "robustness": "typo"');
    for (const isChecked of [true, false]) {
      const annotator = new Annotator(record('a') + tagged + record('b') + tagged, {}, undefined, isChecked);
      const next = async (line: number, which: string): Promise<unknown> => {
        const position = { line, character: 0 };
        const found = await annotator.ask<NextLabelledResult | null>(NextLabelled.method, { position, which });
        return found && [found.record, found.range.start.line, found.count];
      };
      assert.deepEqual(await next(0, 'untagged'), [2, 2, 2]);
      assert.deepEqual(await next(2, 'untagged'), [0, 0, 2]);
      assert.deepEqual(await next(4, 'untagged'), [0, 0, 2]);
      assert.deepEqual(await next(1, 'marked'), [3, 3, 2]);
    }
    const none = new Annotator(tagged);
    const params = { position: { line: 0, character: 0 }, which: 'untagged' };
    assert.equal(await none.ask(NextLabelled.method, params), null);
  });

  it('finds the record of a line in a printed array', async () => {
    const annotator = new Annotator(
      '[\n  {"instruction": "a", "output": "x"},\n  {"instruction": "b", "output": "y"}\n]\n',
    );
    for (const [line, character, record] of [
      [0, 0, undefined],
      [1, 0, 0],
      [1, 50, 0],
      [2, 1, 1],
      [3, 0, undefined],
    ] as const) {
      const state = await annotator.ask<TaggingState>(GetTagging.method, { ranges: [at(line, character)] });
      assert.equal(state.touched?.first, record, `${line}:${character}`);
    }
  });

  it('suggests the type of similar records and says why', async () => {
    const tagged = [
      ...['请把下面的句子翻译成英文：今天天气很好', '把这句话翻译成英文：我喜欢读书', '翻译成英文：他昨天去了北京'].map(
        (text) => record(text, ', "task_type": "重写"'),
      ),
      ...['小明有三个苹果，吃了一个，还剩几个？', '一个水池有两个进水管，几小时能注满？'].map((text) =>
        record(text, ', "task_type": "逻辑推理 - 常识推理"'),
      ),
    ].join('');
    const annotator = new Annotator(`${tagged}${record('请翻译成英文：这本书很有意思')}${record('zzz')}`, {}, TAXONOMY);
    const suggestionAt = async (line: number): Promise<TaggingState['suggestion']> =>
      (await annotator.ask<TaggingState>(GetTagging.method, { ranges: [at(line)] })).suggestion;
    const suggestion = await suggestionAt(5);
    assert.deepEqual(suggestion?.type, ['重写']);
    assert.deepEqual([suggestion.having, suggestion.similar], [3, 3]);
    assert.ok(
      suggestion.words.some((word) => '翻译成英文'.includes(word)),
      suggestion.words.join(),
    );
    assert.equal(await suggestionAt(6), null);
  });
});
