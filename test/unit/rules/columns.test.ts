import assert from 'node:assert/strict';
import fc from 'fast-check';
import { containerOf } from '../../../src/dataset/container';
import { formatById } from '../../../src/dataset/format';
import { kindOf, ShapeTable } from '../../../src/dataset/recordShape';
import { columnTypes } from '../../../src/rules/columns/places';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker, type CheckOptions } from '../../../src/rules/checker';
import type { FileFacts } from '../../../src/rules/fileFacts';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import { StreamChecker } from '../../../src/rules/streamChecker';
import { TotalsJoiner } from '../../../src/rules/totalsJoiner';
import { columnsOf, mergeColumns, type Columns } from '../../../src/tokens/llamafactory/columns';
import { applied, checked, found } from './check';

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, 7, 1.5, '', 'text', '42', '2024-01-01', '{"a":1}', [], {}),
  fc.array(fc.constantFrom<unknown>(null, 1, 'a', [], ['a'], { k: 1 }, { k: 'a' }, { l: [] }), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'é'), fc.constantFrom<unknown>(null, 1, 'a', [1], { a: '1' }), {
    maxKeys: 3,
  }),
);
const record = fc
  .record({ instruction: value, output: value, x: value, tools: value }, { requiredKeys: [] })
  .map((fields) => JSON.stringify({ instruction: 'a', output: 'b', ...fields }));
const line = fc.oneof({ arbitrary: record, weight: 8 }, fc.constantFrom('', '{"x": [1,]}', '[1]', '{"x": "好"}'));
const lines = fc.array(line, { maxLength: 12 });

const options: Partial<CheckOptions>[] = [
  {},
  { target: 'llamafactory' },
  { target: 'openai', format: formatById('messages') },
  { target: 'trl', format: undefined },
];

/** What a text read in blocks, in several stretches, comes to. */
function streamed(records: readonly string[], size: number, chosen: Partial<CheckOptions>): PlacedFinding[] {
  const checker = checkerOf(chosen);
  const text = records.map((one) => `${one}\n`).join('');
  const joiner = new TotalsJoiner();
  const findings: PlacedFinding[] = [];
  for (let i = 0; i < records.length; i += size) {
    const part = records.slice(i, i + size).map((one) => `${one}\n`);
    const context = { firstInFile: i === 0, next: i + size < records.length ? ('record' as const) : undefined };
    const decode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
    const stream = new StreamChecker(
      containerOf('{'),
      checker,
      (one) => findings.push(joiner.place(one)),
      context,
      decode,
    );
    stream.push(Buffer.from(part.join('')).toString('latin1'));
    joiner.add(structuredClone(stream.end()));
  }
  const bytes = Buffer.from(text);
  const { format, target } = checker;
  const facts: FileFacts = {
    name: '',
    container: 'jsonl',
    bytes: undefined,
    format,
    target,
    ...joiner.total,
    ...joiner.whole,
  };
  const read = (from: number, length: number): string => bytes.subarray(from, from + length).toString('utf8');
  findings.push(...joiner.tell(checker, facts, ({ offset, length }) => read(offset, length)));
  return findings;
}

/** Fixes aside: where a file is streamed nobody asks for them. */
function inOrder(findings: readonly PlacedFinding[]): string[] {
  return findings.map(({ fixes: _fixes, ...finding }) => JSON.stringify(finding)).sort();
}

describe('what a whole file tells', () => {
  it('is the same in a stream, in stretches and in the editor, also after edits', () => {
    const edits = fc.array(fc.tuple(fc.nat(), line), { maxLength: 6 });
    fc.assert(
      fc.property(
        lines,
        edits,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...options),
        (start, changes, size, chosen) => {
          const now = [...start];
          const dataset = fresh(start.map((one) => `${one}\n`).join(''), chosen);
          for (const [at, text] of changes) {
            const index = at % (now.length + 1);
            const range = { start: { line: index, character: 0 }, end: { line: index, character: 1e6 } };
            if (index < now.length) dataset.edit(range, text);
            else dataset.edit(range, `${text}\n`);
            now[index] = text;
            dataset.check();
            dataset.findings(Infinity);
          }
          const text = now.map((one) => `${one}\n`).join('');
          assert.equal(dataset.text.text(), text);
          const expected = inOrder(fresh(text, chosen).findings(Infinity));
          assert.deepEqual(inOrder(dataset.findings(Infinity)), expected);
          // A blank line begins no stretch.
          if (now.every((one) => one.startsWith('{')) && now.length > 0) {
            assert.deepEqual(inOrder(streamed(now, size, chosen)), expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is what Arrow makes of the records one by one', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), fc.boolean(), (records, dates) => {
        const own = records
          .map((one) => columnsOf(JSON.parse(one), dates))
          .reduce<Columns>((all, columns) => mergeColumns(all, columns), new Map());
        const dataset = fresh(records.join('\n'), options[3]!);
        const { columns } = (dataset as unknown as { facts(): FileFacts }).facts();
        const types = columnTypes(columns, dates);
        assert.deepEqual(sorted(types), sorted(own));
      }),
      { numRuns: 200 },
    );
  });
});

const checkers = new Map<Partial<CheckOptions>, Checker>();

function checkerOf(chosen: Partial<CheckOptions>): Checker {
  const known = checkers.get(chosen) ?? new Checker({ format: formatById('alpaca'), ...chosen });
  checkers.set(chosen, known);
  return known;
}

function fresh(text: string, chosen: Partial<CheckOptions>): CheckedDataset {
  const dataset = new CheckedDataset(text, checkerOf(chosen));
  dataset.check();
  return dataset;
}

/** Columns with their keys in order. */
function sorted(value: unknown): unknown {
  if (value instanceof Map) return [...(value as Map<string, unknown>)].map(([key, one]) => [key, sorted(one)]).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, one]) => [key, sorted(one)]);
}

describe('shapes of records', () => {
  const shape = (value: unknown, table = new ShapeTable()) => table.of(value, { keys: 0, texts: [] });

  it('are the same object for records of the same form, whatever the order of items', () => {
    const table = new ShapeTable();
    assert.equal(shape({ a: 1, b: ['x', 1] }, table), shape({ a: 2, b: [1, 'y', 'z'] }, table));
    assert.notEqual(shape({ a: 1, b: 1 }, table), shape({ b: 1, a: 1 }, table));
    assert.notEqual(shape({ a: 1 }, table), shape({ a: '1 ' }, table));
  });

  it('count keys and collect texts down to every leaf', () => {
    const parts = { keys: 0, texts: [] as string[] };
    new ShapeTable().of({ a: 'x', b: [{ c: 'y' }, ['z']], d: null }, parts);
    assert.deepEqual(parts, { keys: 4, texts: ['x', 'y', 'z'] });
  });

  it('tell dates and JSON from text', () => {
    const kinds = [
      '2024-01-01',
      '2024-01-01T10:00Z',
      '2024-01-01。',
      '12:30',
      '42',
      ' [1] ',
      '[1',
      '{"a": 1}',
      'true',
      'truth',
      '',
    ];
    assert.deepEqual(kinds.map(kindOf), [
      ...['date', 'date', 'string', 'string', 'json', 'json', 'string', 'json', 'json', 'string', 'string'],
    ]);
  });

  it('do not grow without end where keys are data', () => {
    const keys = (from: number) => Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`k${from + i}`, 1]));
    const table = new ShapeTable();
    const [first] = shape({ a: keys(0) }, table).fields;
    assert.equal(first!.value.kind, 'map');
    const text = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({ instruction: 'a', output: 'b', meta: keys(i * 20) }),
    );
    assert.deepEqual(found(text.join('\n'), { extraFields: ['meta'] }), []);
  });
});

describe('columns of mixed types', () => {
  const chat = (content: unknown): string =>
    JSON.stringify({
      messages: [
        { role: 'user', content },
        { role: 'assistant', content: 'ok' },
      ],
    });
  const parts = [{ type: 'text', text: 'look' }];

  it('are told once for a column, with the records in the minority', () => {
    const text = [chat('a'), chat(parts), chat('b'), chat(parts), chat('c')].join('\n');
    const mixes = checked(text, { format: formatById('messages') })
      .findings(10)
      .filter(({ rule }) => rule === 'column-type-mix');
    assert.equal(mixes.length, 1);
    assert.equal(mixes[0]!.pointer, '/messages/0/content');
    assert.equal(mixes[0]!.range.start.line, 1);
    assert.match(mixes[0]!.message, /“messages\[\]\.content” holds text in 5 records, but lists in 2 records \(2, 4\)/);
  });

  it('are mended in every record of the minority', () => {
    const mend = (text: string): string => {
      const dataset = checked(text, { format: formatById('messages') });
      return applied(
        text,
        dataset.fixAll(({ rule, fixes }) => (rule === 'column-type-mix' ? fixes[0] : undefined)),
      );
    };
    assert.equal(
      mend([chat('a'), chat(parts), chat(parts)].join('\n')),
      [chat('a'), chat('look'), chat('look')].join('\n'),
    );
    const image = [{ type: 'image_url', image_url: { url: 'x' } }];
    const pictured = [chat('a'), chat(image), chat('b')].join('\n');
    assert.equal(mend(pictured), pictured);
  });

  it('end a run of LLaMA-Factory', () => {
    const text = '{"instruction": "a", "output": "b"}\n{"instruction": "a", "output": ["b"]}\n';
    const [mix] = checked(text, { target: 'llamafactory' })
      .findings(10)
      .filter(({ rule }) => rule === 'column-type-mix');
    assert.equal(mix?.level, 'error');
    assert.equal(mix?.outcome, 'crash');
  });
});

describe('what comes late in a file', () => {
  it('is the same in the editor and in a stream', () => {
    const long = '{"instruction": "a", "output": "好"}'.replace('好', '好'.repeat(3_600_000));
    const records = [long, '{"instruction": "a", "output": "b"}', '{"instruction": "a", "output": "c", "system": "d"}'];
    const told = inOrder(streamed(records, 1, {}));
    assert.deepEqual(told, inOrder(checked(`${records.join('\n')}\n`).findings(10)));
    assert.ok(told.some((one) => one.includes('column-appears-late') && one.includes('record 3')));
  });
});
