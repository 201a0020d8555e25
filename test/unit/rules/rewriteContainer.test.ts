import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DatasetText } from '../../../src/dataset/datasetText';
import { toArray, toJsonl } from '../../../src/rules/rewriteContainer';
import { applied } from './check';

const RECORDS = [
  '{"instruction": "a", "output": "1.0 [ } ,"}',
  '{ "instruction":"好\\n", "id": 12345678901234567890 }',
];
const lines = fc.array(fc.tuple(fc.constantFrom(...RECORDS), fc.constantFrom('\n', ',\n', ' ,\n', '\n\n', ' ', ', ')), {
  minLength: 1,
  maxLength: 6,
});

describe('rewriting the container', () => {
  it('makes a valid array of JSONL, commas at line ends or not, and keeps the records’ characters', () => {
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.flat().join('');
        const array = applied(text, toArray(new DatasetText(text))!);
        assert.equal((JSON.parse(array) as unknown[]).length, parts.length);
        for (const [record] of parts) assert.ok(array.includes(record));
      }),
    );
  });

  it('makes JSONL of an array, and the records’ characters stay', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RECORDS), { minLength: 1, maxLength: 5 }), (records) => {
        const text = `[\n  ${records.join(',\n  ')}\n]\n`;
        const jsonl = applied(text, toJsonl(new DatasetText(text))!);
        assert.equal(jsonl, records.map((record) => `${record}\n`).join(''));
      }),
    );
  });

  it('leaves a text with broken records alone', () => {
    assert.equal(toArray(new DatasetText('{"a": \n{"b": 1}')), undefined);
    assert.equal(toJsonl(new DatasetText('[{"a": ]')), undefined);
  });
});
