import { strict as assert } from 'node:assert';
import { DatasetText } from '../../../../src/dataset/datasetText';
import { valueText } from '../../../../src/dataset/piece';
import { insertRecord } from '../../../../src/editing/records/insertRecord';
import { isRefused } from '../../../../src/editing/refused';

describe('record inserted behind another one', () => {
  const record = '{"t":1}';

  function inserted(text: string, index: number): string {
    const dataset = new DatasetText(text);
    const change = insertRecord(dataset, dataset.pieces.record(index)!, 'after', record);
    if (isRefused(change)) throw new Error(change.refused);
    for (const edit of change.edits) dataset.edit(edit.range, edit.text);
    return dataset.text();
  }

  it('is a line of its own in JSONL, with the file’s line ends', () => {
    assert.equal(inserted('{"a":1}\n{"b":2}', 0), '{"a":1}\n{"t":1}\n{"b":2}');
    assert.equal(inserted('{"a":1}\n{"b":2}', 1), '{"a":1}\n{"b":2}\n{"t":1}');
    assert.equal(inserted('{"a":1}\r\n{"b":2}', 1), '{"a":1}\r\n{"b":2}\r\n{"t":1}');
    assert.equal(inserted('{"a":1}', 0), '{"a":1}\n{"t":1}');
  });

  it('is an element laid out like the one above it in an array', () => {
    assert.equal(inserted('[{"a":1},{"b":2}]', 0), '[{"a":1},{"t":1},{"b":2}]');
    assert.equal(inserted('[{"a":1}, {"b":2}]', 1), '[{"a":1}, {"b":2}, {"t":1}]');
    assert.equal(inserted('[\n  {"a":1},\n  {"b":2}\n]\n', 0), '[\n  {"a":1},\n  {"t":1},\n  {"b":2}\n]\n');
    assert.equal(inserted('[\n  {"a":1},\n\n  {"b":2}\n]\n', 1), '[\n  {"a":1},\n\n  {"b":2},\n  {"t":1}\n]\n');
    assert.equal(inserted('[\r\n\t{"a":1}\r\n]', 0), '[\r\n\t{"a":1},\r\n\t{"t":1}\r\n]');
  });

  it('leaves the records as they were, and adds one', () => {
    const layouts = [
      '[\n    {"a": 1},\n    {"b": 2}\n]',
      '[{"a":1},{"b":2}]',
      '{"a":1}\n\n{"b":2}\n',
      '{"a":1}\r\n{"b":2}',
    ];
    for (const text of layouts) {
      for (const index of [0, 1]) {
        const records = [...new DatasetText(inserted(text, index)).pieces.placed()].flatMap(({ piece }) =>
          piece.kind === 'record' ? [JSON.parse(valueText(piece)) as unknown] : [],
        );
        assert.deepEqual(records, [{ a: 1 }, { b: 2 }].toSpliced(index + 1, 0, { t: 1 } as never));
      }
    }
  });
});
