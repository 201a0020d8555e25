import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DatasetText } from '../../../../src/dataset/datasetText';
import { valueText } from '../../../../src/dataset/piece';
import { deleteRecord } from '../../../../src/editing/records/deleteRecord';
import { duplicateRecord, insertRecord } from '../../../../src/editing/records/insertRecord';
import { moveRecord } from '../../../../src/editing/records/moveRecord';
import type { RecordChange } from '../../../../src/editing/records/recordChange';
import { isRefused, type Refused } from '../../../../src/editing/refused';
import { datasetText } from '../../dataset/arbitraries';

type Change = (dataset: DatasetText, placed: ReturnType<typeof recordsOf>[number]) => RecordChange | Refused;

const NEW = '{"new": 1}';
const changes: Record<string, Change> = {
  before: (dataset, placed) => insertRecord(dataset, placed, 'before', NEW),
  after: (dataset, placed) => insertRecord(dataset, placed, 'after', NEW),
  duplicate: duplicateRecord,
  delete: deleteRecord,
  up: (dataset, placed) => moveRecord(dataset, placed, -1),
  down: (dataset, placed) => moveRecord(dataset, placed, 1),
};

function recordsOf(dataset: DatasetText) {
  return [...dataset.pieces.placed()].filter(({ piece }) => piece.kind === 'record');
}

function textsOf(text: string): string[] {
  return recordsOf(new DatasetText(text)).map(({ piece }) => valueText(piece));
}

/** The text after a change of one of its records, and the index of the record to look at. */
function changed(
  text: string,
  record: number,
  name: string,
): { readonly text: string; readonly record: number } | undefined {
  const dataset = new DatasetText(text);
  const change = changes[name]!(dataset, recordsOf(dataset)[record]!);
  if (isRefused(change)) return undefined;
  const first = [...change.edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const edit of first) dataset.edit(edit.range, edit.text);
  return { text: dataset.text(), record: change.record };
}

function after(text: string, record: number, name: string): string | undefined {
  return changed(text, record, name)?.text;
}

describe('whole records of JSONL', () => {
  it('come in on lines of their own', () => {
    assert.equal(after('{"a":1}\n{"b":1}\n', 0, 'after'), '{"a":1}\n{"new": 1}\n{"b":1}\n');
    assert.equal(after('{"a":1}\r\n{"b":1}', 1, 'after'), '{"a":1}\r\n{"b":1}\r\n{"new": 1}');
    assert.equal(after('\ufeff{"a":1}\n', 0, 'before'), '\ufeff{"new": 1}\n{"a":1}\n');
    assert.equal(after('{"a":1}', 0, 'before'), '{"new": 1}\n{"a":1}');
    assert.equal(after('{"a":1}\n\n{"b":1}\n', 1, 'before'), '{"a":1}\n\n{"new": 1}\n{"b":1}\n');
    assert.equal(after('{"a": {"b": 1}\n{"c":1}\n', 0, 'after'), '{"a": {"b": 1}\n{"new": 1}\n{"c":1}\n');
    assert.equal(after('{"a":1} {"b":1}\n', 1, 'before'), '{"a":1} {"new": 1} {"b":1}\n');
  });

  it('go with their line', () => {
    assert.equal(after('{"a":1}\n{"b":1}\n', 0, 'delete'), '{"b":1}\n');
    assert.equal(after('{"a":1}\r\n{"b":1}', 1, 'delete'), '{"a":1}');
    assert.equal(after('\ufeff{"a":1}\n{"b":1}\n', 0, 'delete'), '\ufeff{"b":1}\n');
    assert.equal(after('{"a":1}{"b":1}\n{"c":1}\n', 1, 'delete'), '{"a":1}\n{"c":1}\n');
    assert.equal(after('{"a":1}\n{"broken\n{"c":1}\n', 1, 'delete'), '{"a":1}\n{"c":1}\n');
    assert.equal(after('{"a":1}', 0, 'delete'), '');
  });

  it('change places, and blank lines stay', () => {
    assert.equal(after('{"a":1}\n\n  {"b":1.0}\r\n', 0, 'down'), '{"b":1.0}\n\n  {"a":1}\r\n');
    assert.deepEqual(changed('{"a":1}\n{"b":1}\n', 1, 'up'), { text: '{"b":1}\n{"a":1}\n', record: 0 });
    assert.equal(after('{"a":1}\n{"broken\n', 0, 'down'), undefined);
    assert.equal(after('{"a":1}\n', 0, 'down'), undefined);
  });
});

describe('whole records of an array', () => {
  const pretty = '[\n  {\n    "a": 1\n  },\n  {\n    "b": 1\n  }\n]\n';

  it('come in with a comma', () => {
    assert.equal(after('[{"a":1},{"b":1}]', 0, 'after'), '[{"a":1},{"new": 1},{"b":1}]');
    assert.equal(after('[{"a": 1}, {"b": 1}]', 0, 'before'), '[{"new": 1}, {"a": 1}, {"b": 1}]');
    assert.equal(after('[{"a": 1}]', 0, 'after'), '[{"a": 1}, {"new": 1}]');
    assert.equal(after(pretty, 1, 'after'), pretty.replace('\n]', ',\n  {"new": 1}\n]'));
    assert.equal(after(pretty, 0, 'before'), pretty.replace('[\n  ', '[\n  {"new": 1},\n  '));
    assert.equal(after('[\n{"a": {"b": 1}\n]', 0, 'after'), undefined);
  });

  it('go with their comma', () => {
    assert.equal(after(pretty, 0, 'delete'), '[\n  {\n    "b": 1\n  }\n]\n');
    assert.equal(after(pretty, 1, 'delete'), '[\n  {\n    "a": 1\n  }\n]\n');
    assert.equal(after('[\n  {"a": 1}\n]', 0, 'delete'), '[\n]');
  });
});

describe('a change of whole records', () => {
  const json = fc.constantFrom(
    '{"a": 12345678901234567890}',
    '{}',
    '{"b":"\\u4e2d","c":1.0}',
    '{"中": [1, 2]}',
    '{\n  "d": 1\n}',
  );
  const lines = fc
    .tuple(fc.array(fc.tuple(json, fc.constantFrom('\n', '\r\n', '\n\n', '\n \n')), { minLength: 1 }), fc.boolean())
    .map(([records, isEnded]) => {
      const text = records.map(([record, end]) => record + end).join('');
      return isEnded ? text : text.replace(/\s+$/, '');
    });
  const arrays = fc
    .tuple(
      fc.array(json, { minLength: 1 }),
      fc.constantFrom(
        ['[', ',', ']'],
        ['[\n  ', ',\n  ', '\n]\n'],
        ['[ ', ' , ', ' ]'],
        ['\ufeff[\r\n', ',\r\n\r\n', '\r\n]'],
      ),
    )
    .map(([records, [open, comma, close]]) => open + records.join(comma) + close);
  const sound = fc.oneof(lines, arrays);

  it('does what it says and leaves every other record as it is', () => {
    fc.assert(
      fc.property(sound, fc.nat(), fc.constantFrom(...Object.keys(changes)), (text, at, name) => {
        const records = textsOf(text);
        const record = at % records.length;
        const own = records[record]!;
        const result = changed(text, record, name);
        const wanted: Record<string, (string | undefined)[] | undefined> = {
          before: records.toSpliced(record, 0, NEW),
          after: records.toSpliced(record + 1, 0, NEW),
          duplicate: records.toSpliced(record, 0, own),
          delete: records.toSpliced(record, 1),
          up: record > 0 ? records.with(record - 1, own).with(record, records[record - 1]!) : undefined,
          down:
            record < records.length - 1 ? records.with(record + 1, own).with(record, records[record + 1]!) : undefined,
        };
        assert.deepEqual(result && textsOf(result.text), wanted[name]);
        if (name === 'before' || name === 'after') assert.equal(textsOf(result!.text)[result!.record], NEW);
        if (name === 'up' || name === 'down')
          assert.equal(result && textsOf(result.text)[result.record], result && own);
      }),
      { numRuns: 500 },
    );
  });

  it('is undone by its contrary, byte for byte', () => {
    const contrary: Record<string, string> = {
      before: 'delete',
      after: 'delete',
      duplicate: 'delete',
      up: 'down',
      down: 'up',
    };
    fc.assert(
      fc.property(sound, fc.nat(), fc.constantFrom(...Object.keys(contrary)), (text, at, name) => {
        const result = changed(text, at % textsOf(text).length, name);
        if (result) assert.equal(after(result.text, result.record, contrary[name]!), text);
      }),
      { numRuns: 500 },
    );
  });

  it('touches no other record of a broken file, whatever it looks like', () => {
    fc.assert(
      fc.property(datasetText, fc.nat(), fc.constantFrom(...Object.keys(changes)), (text, at, name) => {
        const dataset = new DatasetText(text);
        const records = recordsOf(dataset);
        if (records.length === 0) return;
        const own = records[at % records.length]!;
        const change = changes[name]!(dataset, own);
        if (isRefused(change)) return;
        const [swapped] = name === 'up' || name === 'down' ? [records[change.record]] : [];
        for (const { range } of change.edits) {
          for (const other of records) {
            if (other === own || other === swapped) continue;
            const start = other.offset + other.piece.valueStart;
            const end = other.offset + other.piece.valueEnd;
            const [from, to] = [offsetOf(text, range.start), offsetOf(text, range.end)];
            assert.ok(to <= start || from >= end, `${name} ${from}-${to} of ${start}-${end}`);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function offsetOf(text: string, { line, character }: { readonly line: number; readonly character: number }): number {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  return starts[line]! + character;
}
