import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUnseen, partsOf, suspiciousIn } from '../../../webview/ui/invisible';

const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1 }),
    fc.constantFrom('\u200b', '\ufeff', '\u00a0', '\u202e', '\t', ' ', '\n', '\r\n', '\ud83d', '你', '👩‍🚀', '\u{e0041}'),
  ),
});

function glyphs(of: string): string[] {
  return partsOf(of).flatMap((part) => (typeof part === 'string' ? [] : [part.glyph]));
}

describe('invisible characters', () => {
  it('are cut out of a text so that the parts joined are the text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const joined = partsOf(value).map((part) => (typeof part === 'string' ? part : part.character));
        assert.equal(joined.join(''), value);
      }),
    );
  });

  it('leave no part of a text with one', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const part of partsOf(value))
          if (typeof part === 'string') assert.doesNotMatch(part, /[\u200b\ufeff\u00a0\u202e\t]/);
      }),
    );
  });

  it('have glyphs of their own', () => {
    assert.deepEqual(glyphs('a\u200bb\ufeffc\u00a0d\u202ee\tf\u0000g\ud83dh\u2003'), [
      ...['ZWSP', 'BOM', 'NBSP', 'RLO', '→', '␀', '?', 'SP'],
    ]);
  });

  it('are blanks only at the end of a line', () => {
    assert.deepEqual(partsOf('a b  \r\nc'), [
      'a b',
      ...partsOf(' '),
      ...partsOf(' '),
      ...partsOf('\r\n').slice(0, 1),
      '\nc',
    ]);
  });

  it('are suspicious but for tabs, blanks, wide blanks, and line ends', () => {
    assert.deepEqual(suspiciousIn('a\tb  \r\nc\u3000 d\n'), []);
    assert.deepEqual(suspiciousIn('\u200ba\u200b\u00a0'), [
      { title: 'U+200B zero width space', count: 2 },
      { title: 'U+00A0 no-break space', count: 1 },
    ]);
    assert.equal(suspiciousIn('a\rb')[0]?.title, 'U+000D carriage return');
  });

  it('may join emoji and the letters of scripts that need it', () => {
    for (const right of ['👩‍🚀', '👩🏽‍🚀', '❤️‍🔥', 'می‌خواهم', 'क्‍ष']) assert.deepEqual(suspiciousIn(right), [], right);
    assert.equal(suspiciousIn('wo\u200drd').length, 1);
  });

  it('can be all that a text has', () => {
    assert.ok(isUnseen(' \u00a0\t\n\u200b\n  '));
    assert.ok(!isUnseen(' \u200b.'));
  });
});
