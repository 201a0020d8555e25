import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import { byteTokenizer, ownTokenizer, rustPieces, rustTokenizer, splitBy } from './byteTokenizer';

const LLAMA_3 =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

describe('long texts', function () {
  this.timeout(60_000);

  const runs: readonly (readonly [what: string, text: (length: number) => string, most: number])[] = [
    ['letters', (length) => `x1 ${'A'.repeat(length)} 12345`, 10_000_000],
    ['Chinese', (length) => `, ${'中'.repeat(length)}。12345 ab`, 5_000_000],
    ['Chinese of extension B', (length) => `1${'𠀀'.repeat(length)}!!`, 3_000_000],
    ['spaces', (length) => `${' '.repeat(length)}x  `, 5_000_000],
    ['line ends', (length) => `a${'\n'.repeat(length)}`, 6_000_000],
    ['marks', (length) => `${'='.repeat(length)}\n\na`, 10_000_000],
  ];
  for (const [what, text, most] of runs) {
    it(`splits a run of millions of ${what} as the Rust crate splits one of a thousand`, async () => {
      const json = byteTokenizer({ pre_tokenizer: splitBy(LLAMA_3) });
      const expected = await rustPieces(rustTokenizer(json), text(1000));
      const long = text(most);
      const pieces = [...readByteLevelBpe(json)!.preTokenizer.split(long)];
      const run = pieces.findIndex(({ length }) => length > 1000);
      assert.deepEqual(pieces.toSpliced(run, 1), expected.toSpliced(run, 1));
      assert.equal(pieces[run]!.length - expected[run]!.length, long.length - text(1000).length);
    });
  }

  it('keeps none of the texts that it has counted', () => {
    const tokenizer = ownTokenizer(readByteLevelBpe(byteTokenizer())!);
    const before = heapMegabytes();
    for (let i = 0; i < 200; i++) {
      const word = i.toString(2).replaceAll('0', 'a').replaceAll('1', 'b').padStart(20, 'c');
      tokenizer.count(Buffer.from(`${'x '.repeat(200_000)} ${word}`).toString());
    }
    assert.ok(heapMegabytes() - before < 20, 'of 80 MB of text');
    assert.equal(tokenizer.count('x'), 1);
  });

  it('places the tokens of twenty megabytes in little more memory than they take', () => {
    const tokenizer = ownTokenizer(readByteLevelBpe(byteTokenizer({ normalizer: { type: 'NFC' } }))!);
    const text = `${'The hat, 你好。 '.repeat(60_000)}e\u0301 end`;
    const tokens = tokenizer.locate(text);
    assert.deepEqual(tokens.at(-1), { id: 'd'.charCodeAt(0), start: text.length - 1, end: text.length });
    assert.deepEqual(tokens.slice(-6, -4), [
      { id: 0xc3, start: text.length - 6, end: text.length - 4 },
      { id: 0xa9, start: text.length - 6, end: text.length - 4 },
    ]);
  });
});

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
