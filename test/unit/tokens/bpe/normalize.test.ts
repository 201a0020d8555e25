import fc from 'fast-check';
import assert from 'node:assert/strict';
import { normalize } from '../../../../src/tokens/bpe/normalize';
import { NormalizedPlaces } from '../../../../src/tokens/bpe/normalizedPlaces';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import { byteLevel, byteTokenizer, ownTokenizer, rustIds, rustTokenizer } from './byteTokenizer';

const marks = ['\u0301', '\u0327', '\u0345', '\u0334', '\u3099', '\u0338', '\u1161', '\u11a8', '\u0897', '\u{1611e}'];
const randomText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...marks, 'a', 'e', 'é', '\u212b', 'ᄒ', '한', '>', 'か', '\u0929', '中', '😀', '\u{113c2}'),
      fc.constantFrom(...marks),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join('').toWellFormed());

describe('normalising to NFC', () => {
  const json = byteTokenizer({ normalizer: { type: 'NFC' }, pre_tokenizer: byteLevel(false) });

  it('equals the Rust crate on random texts with many marks', async () => {
    const rust = rustTokenizer(json);
    await fc.assert(
      fc.asyncProperty(randomText, async (text) =>
        assert.equal(Buffer.from(await rustIds(rust, text)).toString(), normalize(text)),
      ),
      { numRuns: 2000 },
    );
  });

  it('equals the Rust crate on every character, with marks and without', async () => {
    const rust = rustTokenizer(json);
    for (const write of [
      (one: string) => `${one} `,
      (one: string) => `a\u0301${one}\u0327`,
      (one: string) => `${one}\u0301`,
    ]) {
      for (let first = 0; first < 0x33500; first += 0x1000) {
        const codes = Array.from({ length: 0x1000 }, (_, i) => first + i).filter(
          (code) => code < 0xd800 || code >= 0xe000,
        );
        const text = codes.map((code) => write(String.fromCodePoint(code))).join('');
        assert.equal(Buffer.from(await rustIds(rust, text)).toString(), normalize(text));
      }
    }
  });

  it('finds places again: stretches that normalise to what stands there', () => {
    fc.assert(
      fc.property(randomText, (text) => {
        const normal = normalize(text);
        const places = new NormalizedPlaces(text);
        let end = 0;
        for (let at = 0; at < normal.length; at++) {
          const start = places.startOf(at);
          end = places.endOf(at + 1);
          assert.ok(start < end && end <= text.length);
          assert.ok(normalize(text.slice(start, end)).includes(normal.charAt(at)));
        }
        assert.equal(end, text.length);
        assert.equal(places.startOf(0), 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('places tokens of a text that it changes', () => {
    const own = ownTokenizer(readByteLevelBpe(json)!);
    const spans = own.locate('xe\u0301中').map(({ start, end }) => [start, end]);
    assert.deepEqual(spans, [
      [0, 1],
      [1, 3],
      [1, 3],
      [3, 4],
      [3, 4],
      [3, 4],
    ]);
  });
});
