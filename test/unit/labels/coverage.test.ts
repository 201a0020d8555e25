import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coverageOf, joinedTaxonomy, NO_SUMS, type CoverageNode } from '../../../src/labels/coverage';
import { LabelReader } from '../../../src/labels/labelReader';
import { labelSettings } from '../../../src/labels/labelSettings';
import { OpenDocument } from '../../../src/server/openDocument';
import { totalsOf } from '../../../src/server/labels/recordsOf';

const TAXONOMY = {
  types: [
    { name: '逻辑推理', share: 0.5, types: [{ name: '常识推理' }, { name: '数学推理' }] },
    { name: '写作', types: [{ name: '故事' }] },
  ],
};

/** The task types of records as they stand in them. */
const VALUES = [
  '逻辑推理 - 常识推理',
  '逻辑推理 - 数学推理',
  '逻辑推理',
  '写作 - 故事',
  '写作 - 古诗',
  'misc',
  '',
  ['逻辑推理 - 常识推理', '逻辑推理 - 数学推理'],
  ['写作 - 故事', 'misc'],
];

const SETTINGS = labelSettings({ taskType: { several: true } }, TAXONOMY);

function recordText(taskType: unknown, robustness?: unknown): string {
  return JSON.stringify({ instruction: '你好', output: '再见', task_type: taskType, robustness });
}

function openDataset(text: string, settings = SETTINGS): OpenDocument {
  const document = new OpenDocument('file:///a.jsonl', 'jsonl', 1, text);
  document.configure({ format: { id: 'alpaca' }, check: { labels: settings } });
  return document;
}

function coverage(document: OpenDocument, settings = SETTINGS) {
  const { dataset } = document;
  if (!dataset) return undefined;
  const { totals, unreadable } = totalsOf(dataset, new LabelReader(settings));
  return { ...coverageOf(totals, settings.taxonomy), unreadable };
}

/** Each type with its records, `=` for those of this very type. */
function shown(nodes: readonly CoverageNode[]): string[] {
  return nodes.flatMap(({ type, sums, own, children }) => [
    `${type.join('/')} ${sums.records}${own ? ` =${own.records}` : ''}`,
    ...shown(children),
  ]);
}

describe('coverage', () => {
  it('counts the records of each type, and those below it with it', () => {
    const text = [...VALUES.map((value) => recordText(value)), '{"instruction": "broken"', '[1]'].join('\n');
    const { all, untagged, unknown, unknownTypes, types, unreadable } = coverage(openDataset(text))!;
    assert.deepEqual([all.records, untagged.records, unknown.records, unreadable], [9, 1, 3, 2]);
    assert.deepEqual(shown(unknownTypes), ['misc 2', '写作/古诗 1']);
    assert.deepEqual(shown(types), [
      '逻辑推理 4 =1',
      '逻辑推理/常识推理 2',
      '逻辑推理/数学推理 2',
      '写作 2 =0',
      '写作/故事 2',
    ]);
    assert.equal(types[0]!.about!.share, 0.5);
  });

  it('makes a tree of the types in use where there is no taxonomy', () => {
    const text = ['b', 'a - x', 'a - y', 'a'].map((value) => recordText(value)).join('\n');
    const settings = labelSettings({}, undefined);
    const { types, unknown } = coverage(openDataset(text, settings), settings)!;
    assert.deepEqual(shown(types), ['b 1', 'a 3 =1', 'a/x 1', 'a/y 1']);
    assert.deepEqual(unknown, NO_SUMS);
  });

  it('tells robust records, findings, and the tokens that are known', () => {
    const document = openDataset([recordText('misc', 'typo'), recordText('misc'), '{"instruction": 1}'].join('\n'));
    const { checked } = document.dataset!;
    checked.check();
    const [first] = [...checked.text.pieces.placed()];
    const counted = { status: 'kept', tokens: 30, trained: 10, isOver: false, reports: [] } as const;
    checked.takeCounted(new Map([[first!.piece, counted]]));
    const { all, unknown } = coverage(document)!;
    const { records, robust, counted: known, tokens, trained } = unknown;
    assert.deepEqual([records, robust, known, tokens, trained], [2, 1, 1, 30, 10]);
    assert.ok(all.findings > unknown.findings);
  });

  it('counts types of very many levels to an upper one', () => {
    const text = recordText(Array.from({ length: 5000 }, () => 'a').join(' - '));
    const settings = labelSettings({}, undefined);
    const { types } = coverage(openDataset(text, settings), settings)!;
    assert.deepEqual(shown(types).at(-1), 'a/a/a/a/a/a/a/a 1');
  });

  it('joins the taxonomies of several projects', () => {
    const joined = joinedTaxonomy([
      TAXONOMY,
      { types: [{ name: '写作', share: 0.1, types: [{ name: '诗' }] }, { name: 'b' }] },
    ]);
    const nodes = coverageOf([], joined).types;
    assert.deepEqual(
      shown(nodes).map((line) => line.split(' ')[0]),
      [...['逻辑推理', '逻辑推理/常识推理', '逻辑推理/数学推理', '写作', '写作/故事', '写作/诗', 'b']],
    );
    assert.equal(nodes[1]!.about!.share, undefined);
  });

  it('knows of a type what its own project does, where there are several', () => {
    const other = new LabelReader(labelSettings({}, { types: [{ name: 'b' }] }));
    const free = new LabelReader(labelSettings({}, undefined));
    const totals = [other, free].flatMap((reader) => {
      const { dataset } = openDataset(recordText('写作 - 故事'), reader.settings);
      return totalsOf(dataset!, reader).totals.map((total) => ({ ...total, reader }));
    });
    const { unknown, unknownTypes, types } = coverageOf(totals, joinedTaxonomy([TAXONOMY, { types: [{ name: 'b' }] }]));
    assert.deepEqual([unknown.records, shown(unknownTypes)], [1, ['写作/故事 1']]);
    assert.equal(types[1]!.sums.records, 1);
    assert.equal(totals.filter(({ labels }) => labels.faults.includes('unknown')).length, 1);
  });

  it('is right after any mix of edits, undo, redo and external change', () => {
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.constantFrom(...VALUES), fc.constantFrom(undefined, 'typo', ['noise']))
          .map(([type, kinds]) => recordText(type, kinds)),
      },
      { weight: 1, arbitrary: fc.constantFrom('', '{"instruction": ', '[]', '{}', '"task_type": "misc"}') },
    );
    const content = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
      .map(([lines, isArray]) => (isArray ? `[\n${lines.join(',\n')}\n]` : lines.join('\n')));
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('edit' as const),
          from: fc.nat(),
          length: fc.nat(80),
          text: fc.oneof(
            line.map((one) => `\n${one}\n`),
            fc.constantFrom('', 'misc', '"', '\n', ',', ' - '),
          ),
        }),
      },
      { weight: 2, arbitrary: fc.constantFrom({ kind: 'undo' as const }, { kind: 'redo' as const }) },
      { weight: 1, arbitrary: content.map((text) => ({ kind: 'external' as const, text })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'check' as const }) },
    );
    fc.assert(
      fc.property(content, fc.array(step, { maxLength: 20 }), (start, steps) => {
        const document = openDataset(start);
        const history = new History(start);
        for (const each of steps) {
          if (each.kind === 'check') document.dataset?.checked.check();
          else if (each.kind === 'external') document.update([{ text: history.push(each.text) }], 2);
          else {
            const before = history.text;
            const after = history.apply(each);
            if (after !== before) document.update([changeBetween(before, after)], 2);
          }
          assert.deepEqual(withoutFindings(coverage(document)), withoutFindings(coverage(openDataset(history.text))));
        }
        // Findings need the check, which the server has run before it answers.
        const fresh = openDataset(history.text);
        for (const { dataset } of [document, fresh]) dataset?.checked.check();
        assert.deepEqual(coverage(document), coverage(fresh));
      }),
      { numRuns: 300 },
    );
  });
});

type Step =
  | { readonly kind: 'edit'; readonly from: number; readonly length: number; readonly text: string }
  | { readonly kind: 'undo' | 'redo' };

/** The texts of an editor, as its undo and redo walk through them. */
class History {
  private readonly texts: string[];
  private at = 0;

  constructor(text: string) {
    this.texts = [text];
  }

  get text(): string {
    return this.texts[this.at]!;
  }

  push(text: string): string {
    this.texts.splice(++this.at, Infinity, text);
    return text;
  }

  apply(step: Step): string {
    if (step.kind === 'undo') this.at = Math.max(0, this.at - 1);
    else if (step.kind === 'redo') this.at = Math.min(this.texts.length - 1, this.at + 1);
    else if (step.kind === 'edit') {
      const from = step.from % (this.text.length + 1);
      this.push(this.text.slice(0, from) + step.text + this.text.slice(from + step.length));
    }
    return this.text;
  }
}

/** The change as an editor tells it: one range and the text that stands in it now. */
function changeBetween(before: string, after: string) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const range = { start: positionAt(before, start), end: positionAt(before, before.length - end) };
  return { range, text: after.slice(start, after.length - end) };
}

function positionAt(text: string, offset: number) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

function withoutFindings(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, each: unknown) => (key === 'findings' ? undefined : each)),
  ) as unknown;
}
