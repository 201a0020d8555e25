import fc from 'fast-check';
import assert from 'node:assert/strict';
import { decodeString, unitAt } from '../../../src/dataset/jsonString';

/** A JSON string in which each unit is written as it is or escaped, in one of its ways. */
const source = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => JSON.stringify(text).slice(1, -1)),
      fc.constantFrom('\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\"', '\\\\', '\\u0041', '\\uD83D\\uDE00', '\\ud800'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => `"${parts.join('')}"`);

describe('decodeString', () => {
  it('gives what JSON.parse gives, wherever the string stands', () => {
    fc.assert(
      fc.property(source, fc.string({ maxLength: 5 }), (text, before) => {
        assert.equal(decodeString(`${before}${text}, 1`, before.length).text, JSON.parse(text));
      }),
    );
  });

  it('knows for each unit the source that it was written as', () => {
    fc.assert(
      fc.property(source, (text) => {
        const { text: decoded, offsets } = decodeString(text, 0);
        assert.equal(offsets.length, decoded.length + 1);
        assert.equal(offsets.at(-1), text.length - 1);
        for (let i = 0; i < decoded.length; i++) {
          assert.equal(JSON.parse(`"${text.slice(offsets[i], offsets[i + 1])}"`), decoded[i]);
        }
      }),
    );
  });
});

describe('unitAt', () => {
  it('finds the first unit that begins at or behind an offset', () => {
    fc.assert(
      fc.property(source, fc.nat(60), (text, offset) => {
        const decoded = decodeString(text, 0);
        const units = Array.from({ length: decoded.text.length }, (_, i) => i);
        const expected = units.find((i) => decoded.offsets[i]! >= offset) ?? decoded.text.length;
        assert.equal(unitAt(decoded, offset), expected);
      }),
    );
  });
});
