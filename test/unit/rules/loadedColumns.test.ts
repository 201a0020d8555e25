import fc from 'fast-check';
import assert from 'node:assert/strict';
import { columnsOf, mergeColumns, type Columns } from '../../../src/tokens/llamafactory/columns';
import { readRecord } from '../../../src/tokens/llamafactory/readRecord';
import { checked } from './check';

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, 7, 1.5, 'text', '2024-01-01', '42', '{"a": 1}', ''),
  fc.integer(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('any'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
})).any;
const record = fc.dictionary(fc.constantFrom('instruction', 'output', 'x'), value, { minKeys: 1, maxKeys: 3 });

/** Columns that can be compared: in objects, order means nothing. */
function plain(columns: Columns | undefined): unknown {
  const text = JSON.stringify(columns, (_key, part: unknown) =>
    part instanceof Map ? Object.fromEntries([...(part as Columns)].sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
  return JSON.parse(text);
}

/** The columns as `tuneset check` finds them, which reads every record for that. */
function columnsIn(lines: readonly string[], dates: boolean): Columns {
  return lines.map((line) => columnsOf(readRecord(line), dates)).reduce(mergeColumns, new Map());
}

describe('the columns of a file that is edited', () => {
  it('are those that are found in the whole file', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), fc.boolean(), (records, isArray) => {
        const lines = records.map((each) => JSON.stringify(each));
        const dataset = checked(isArray ? `[${lines.join(',\n')}]` : lines.join('\n'));
        assert.deepEqual(plain(dataset.loadedColumns), plain(columnsIn(lines, !isArray)));
      }),
    );
  });

  it('follow the edits', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 2, maxLength: 6 }), record, fc.nat(), (records, other, nth) => {
        const lines = records.map((each) => JSON.stringify(each));
        const dataset = checked(lines.join('\n'));
        assert.ok(dataset.loadedColumns);
        const line = nth % lines.length;
        const range = { start: { line, character: 0 }, end: { line, character: lines[line]!.length } };
        lines[line] = JSON.stringify(other);
        dataset.edit(range, lines[line]);
        assert.equal(dataset.loadedColumns, undefined);
        dataset.check();
        assert.deepEqual(plain(dataset.loadedColumns), plain(columnsIn(lines, true)));
      }),
    );
  });
});
