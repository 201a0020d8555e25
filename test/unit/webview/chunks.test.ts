import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chunksOf } from '../../../webview/ui/chunks';

describe('the stretches of a long text', () => {
  it('are the text, and none is longer than said', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '𝕏', '中'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 9 }), (value, size) => {
        const chunks = chunksOf(value, size);
        assert.equal(chunks.map((chunk) => chunk.text).join(''), value);
        for (const chunk of chunks) {
          assert.ok(chunk.text.length > 0 && chunk.text.length <= size);
          assert.ok(chunk.text.isWellFormed());
        }
      }),
    );
  });

  it('begin at lines where they can, and say where they do not', () => {
    assert.deepEqual(chunksOf('ab\ncd\nefghij', 5), [
      { text: 'ab\n', continues: false },
      { text: 'cd\n', continues: false },
      { text: 'efghi', continues: false },
      { text: 'j', continues: true },
    ]);
  });
});
