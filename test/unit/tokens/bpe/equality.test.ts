import { PreTrainedTokenizer } from '@huggingface/transformers';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { ByteLevelBpe } from '../../../../src/tokens/bpe/byteLevelBpe';
import { pack, unpack, type TokenizerConfig } from '../../../../src/tokens/bpe/packed';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';
import bundled from '../../../../src/tokens/bundled.json';

/** Texts that tokenizers disagree on where they are wrong. */
const hard: readonly string[] = [
  '',
  ' ',
  '\n',
  '\r\n\r\n  \t x',
  "Hello, world! It’s I’LL I'LL we'Re 'S \u017f '\u017f \u212a",
  '你好，世界。「引号」……——《书》 １２３ ｆｕｌｌ',
  'def f(x):\n    return {"a": [1, 2.50, None]}  # comment\n\n\n\tpass\n',
  '12345678901234567890 1,234.56 0x1F ½ ² Ⅷ 一二三',
  '👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇨🇳🇩🇪#️⃣ 😀😀😀',
  'e\u0301 a\u030a\u0327 क्षि กำ ᄀ\u1161\u11a8 한국어 Å \u212b ﬁ Ω\u2126',
  '𠀀𠀁𪛖 𫝀 𰀀 㐀',
  'שלום עולם مرحبا بالعالم \u202eabc\u202c',
  'lone \ud800 surrogate \udc00 and \ud83d',
  '\u0085a\u0085 \u00a0 \u2003 \u2028 \u3000 \ufeff x\ufeff \u180e \u200b\u200d',
  '\u0000\u0001\u001f\u007f\u009f',
  `${'a'.repeat(5000)} ${'啊'.repeat(3000)} ${'ab'.repeat(1500)}${'!'.repeat(700)}`,
  `${' '.repeat(300)}x${'\n'.repeat(200)}y${'\t '.repeat(100)}`,
  '<|im_start|>user\n<|im_end|>x<|im_en<|endoftext|>|><think>\n\n</think>\n\n<tool_call>{}</tool_call>',
  '<｜begin▁of▁sentence｜><｜User｜>你好<｜Assistant｜></think>x<｜end▁of▁sentence｜><|endofprompt|>',
];

/** Pieces that random texts are made of, so that they meet what a uniform choice never would. */
const fragments = [
  ...hard.filter((text) => text.length < 100),
  ...[
    '<|im_',
    'start|>',
    '’s',
    "'ll",
    ' the',
    '的',
    '。',
    '\u0301',
    '\u200d',
    '🏽',
    '\ud83d',
    '  ',
    '\r',
    'é',
    '1',
    'İ',
    'ß',
    'ŉ',
  ],
];
const randomText = fc
  .array(
    fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ maxLength: 8 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

const folder = (name: string): string => `node_modules/${name}/models`;

for (const { id, package: name } of bundled) {
  describe(`Byte-level BPE of ${id}`, () => {
    let json: TokenizerJson;
    let config: TokenizerConfig;
    let own: ByteLevelBpe;
    let rust: RustTokenizer;
    let library: PreTrainedTokenizer;

    before(async () => {
      json = JSON.parse(await readFile(`${folder(name)}/tokenizer.json`, 'utf8')) as TokenizerJson;
      config = JSON.parse(await readFile(`${folder(name)}/tokenizer_config.json`, 'utf8')) as TokenizerConfig;
      own = new ByteLevelBpe({ id, name: id, named: {}, chatTemplates: {} }, unpack(pack(json, config)).parts);
      rust = RustTokenizer.fromFile(`${folder(name)}/tokenizer.json`);
      library = new PreTrainedTokenizer(json, config);
    });

    const rustIds = async (text: string): Promise<number[]> =>
      (await rust.encode(text, null, { addSpecialTokens: false })).getIds();
    const libraryIds = (text: string): number[] => library.encode(text, { add_special_tokens: false }).map(Number);

    it('packs without loss', () => {
      assert.deepEqual(unpack(pack(json, config)).parts.model, readByteLevelBpe(json)!.model);
      assert.deepEqual(unpack(pack(json, config)).config, config);
    });

    it('equals the Rust tokenizers on hard texts', async () => {
      for (const text of hard)
        assert.deepEqual(own.encode(text), await rustIds(text), JSON.stringify(text.slice(0, 80)));
    });

    it('equals @huggingface/transformers on hard texts', () => {
      for (const text of hard)
        assert.deepEqual(own.encode(text), libraryIds(text.toWellFormed()), JSON.stringify(text.slice(0, 80)));
    });

    it('equals the Rust tokenizers on every special token', async () => {
      for (const { content, id: token } of json.added_tokens ?? []) {
        assert.deepEqual(own.encode(content), [token]);
        assert.equal(own.idOf(content), token);
        assert.equal(own.specialText(token), content);
        const within = `a ${content} b${content}${content}\n`;
        assert.deepEqual(own.encode(within), await rustIds(within), content);
      }
    });

    it('equals the Rust tokenizers on random texts', async () => {
      await fc.assert(
        fc.asyncProperty(randomText, async (text) => assert.deepEqual(own.encode(text), await rustIds(text))),
        { numRuns: 1500 },
      );
    });

    it('counts what it encodes, and decodes it to the normalised text', () => {
      const normalizes = json.normalizer?.type === 'NFC';
      fc.assert(
        fc.property(randomText, (text) => {
          const ids = own.encode(text);
          assert.equal(own.count(text), ids.length);
          const wellFormed = text.toWellFormed();
          assert.equal(own.decode(ids), normalizes ? normalizeBetweenSpecials(wellFormed, json) : wellFormed);
        }),
        { numRuns: 500 },
      );
    });

    it('places its tokens: in order, within the text, without holes', () => {
      fc.assert(
        fc.property(randomText, (text) => {
          const tokens = own.locate(text);
          assert.deepEqual(
            tokens.map((token) => token.id),
            own.encode(text),
          );
          let start = 0;
          let end = 0;
          for (const token of tokens) {
            assert.ok(token.start >= start && token.start <= end && token.end >= token.start);
            ({ start } = token);
            end = Math.max(end, token.end);
          }
          assert.equal(end, text.length);
        }),
        { numRuns: 500 },
      );
    });
  });
}

/** Special tokens part the text: what stands on both sides doesn't combine. */
function normalizeBetweenSpecials(text: string, json: TokenizerJson): string {
  const contents = (json.added_tokens ?? []).map(({ content }) => content).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(${contents.map((content) => content.replace(/[|()[\]\\^$.*+?{}]/g, '\\$&')).join('|')})`,
    'g',
  );
  return text
    .split(pattern)
    .map((part) => part.normalize('NFC'))
    .join('');
}
