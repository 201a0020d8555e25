import * as library from '@huggingface/transformers';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { GenericTokenizer } from '../../../../src/host/tokenizers/genericTokenizer';
import { inexactParts } from '../../../../src/host/tokenizers/inexactParts';
import { readModelFolder, type ModelFiles } from '../../../../src/host/tokenizers/modelFiles';

const folder = (name: string): string => join(process.cwd(), 'test/fixtures/tokenizers', name);
const names = ['llama', 'metaspace', 'gemma', 'unigram', 'wordpiece'];

/** What texts are made of, so that random ones meet what uniform ones never would. */
const fragments = [
  ...[
    'the',
    ' ',
    '  ',
    '\n',
    '\t',
    'token',
    'izer',
    '你好',
    '世界',
    '，',
    '。',
    'é',
    'e\u0301',
    'ñ',
    'ﬁ',
    '２',
    '²',
    'Ⅷ',
    '١',
  ],
  ...[
    '😀',
    '👨‍👩‍👧',
    '𠀀',
    '𪛖',
    'שלום',
    'مرحبا',
    '▁',
    '\u3000',
    '\u00a0',
    '\u200b',
    '\u2028',
    '\0',
    '\x01',
    '\x7f',
    '\u00ad',
  ],
  ...[
    '<s>',
    '</s>',
    '<|user|>',
    '<|end|>',
    '<unk>',
    '[MASK]',
    '[UNK]',
    '[mask]',
    '<0x41>',
    '<|user',
    '\ud800',
    '\udc00x',
  ],
  ...[
    'A',
    'ΑΣ',
    'Σ',
    'İ',
    'ß',
    '한',
    '\u1100\u1161',
    'か\u3099',
    '-',
    '...',
    '!',
    '"',
    '$',
    'a_b',
    'def f(x): return x',
    '0x1F',
  ],
  'x'.repeat(120),
];
/** Characters that Unicode has had for long: the Rust crate normalises those of later versions otherwise, or not at all. */
const oldCharacter = fc
  .constantFrom(
    ...[
      [0x20, 0x17f],
      [0x391, 0x3c9],
      [0x410, 0x44f],
      [0x5d0, 0x5ea],
      [0x621, 0x64a],
      [0x905, 0x939],
    ],
    ...[
      [0x3041, 0x3096],
      [0x30a1, 0x30fa],
      [0x4e00, 0x9fa5],
      [0xac00, 0xd7a3],
      [0xff01, 0xff5e],
      [0x1f300, 0x1f320],
    ],
  )
  .chain(([first, last]) => fc.integer({ min: first!, max: last! }))
  .map((code) => String.fromCodePoint(code));
const oldText = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(fc.oneof(oldCharacter, fc.constantFrom(...fragments)), { maxLength: 12 }).map((parts) => parts.join('')),
);
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

/**
 * The library takes U+0085 and U+FEFF for white space beside special tokens or not, as JavaScript does. Unassigned characters depend on the
 * version of Unicode.
 */
const isAgreed = (text: string): boolean => !/[\u0085\ufeff]|\p{Cn}/u.test(text);

async function rustIds(rust: RustTokenizer, text: string): Promise<number[]> {
  return (await rust.encode(text.toWellFormed(), null, { addSpecialTokens: false })).getIds();
}

describe('tokenizers that are no byte-level BPE', () => {
  for (const name of names) {
    describe(name, () => {
      let files: ModelFiles;
      let tokenizer: GenericTokenizer;
      let rust: RustTokenizer;
      before(async () => {
        files = await readModelFolder(folder(name));
        tokenizer = new GenericTokenizer(files);
        rust = RustTokenizer.fromFile(join(folder(name), 'tokenizer.json'));
      });

      it('gives the tokens of the Rust crate', async () => {
        assert.deepEqual(inexactParts(files.tokenizer), []);
        const property = fc.asyncProperty(
          files.tokenizer.pre_tokenizer === null || name === 'metaspace' || name === 'gemma' ? anyText : oldText,
          async (text) => {
            if (!isAgreed(text)) return;
            const ids = tokenizer.encode(text);
            assert.deepEqual(ids, await rustIds(rust, text));
            assert.equal(tokenizer.count(text), ids.length);
          },
        );
        await fc.assert(property, { numRuns: 2000 });
      });

      it('places every token, in order, over the whole text', () => {
        const property = fc.property(anyText, (text) => {
          const tokens = tokenizer.locate(text);
          assert.deepEqual(
            tokens.map(({ id }) => id),
            tokenizer.encode(text),
          );
          let [start, end] = [0, 0];
          for (const token of tokens) {
            assert.ok(token.start >= start && token.start <= end, 'in order, no gap');
            assert.ok(token.end >= token.start && token.end >= end && token.end <= text.length, 'within the text');
            [start, end] = [token.start, token.end];
          }
          if (tokens.length > 0) assert.equal(end, text.length, 'up to the end');
        });
        fc.assert(property, { numRuns: 2000 });
      });

      it('knows its special tokens', () => {
        for (const { id, content } of files.tokenizer.added_tokens as { id: number; content: string }[]) {
          assert.equal(tokenizer.idOf(content), id);
          assert.equal(tokenizer.specialText(id), content);
          assert.deepEqual(tokenizer.encode(content), [id]);
          assert.equal(tokenizer.decode([id]).trim(), content);
        }
        assert.equal(tokenizer.idOf('no such token'), undefined);
        assert.equal(tokenizer.specialText(1_000_000), undefined);
        assert.equal(tokenizer.decode([]), '');
        assert.deepEqual(tokenizer.locate(''), []);
      });
    });
  }

  it('decodes what it encodes, where nothing is normalised away', () => {
    for (const name of ['llama', 'metaspace']) {
      const tokenizer = new GenericTokenizer(read(name));
      for (const text of ['The quick brown fox.', '你好，世界。 😀 x', ' a\n\n  b\t'])
        assert.equal(tokenizer.decode(tokenizer.encode(text)).trim(), text.trim());
    }
  });

  const placed: [name: string, text: string, pieces: string[]][] = [
    ['llama', 'The fox', ['T', 'he', ' fox']],
    ['llama', '你好 é', ['你好', ' ', 'é', 'é']],
    ['metaspace', '<|user|>\nthe  dog', ['<|user|>', '\nt', 'he', ' ', ' dog']],
    ['unigram', 'ﬁ Ⅷ token', ['ﬁ', ' ', 'Ⅷ', ' token']],
    ['wordpiece', 'THE 𠀀 the', ['THE', ' 𠀀 ', 'the']],
  ];
  for (const [name, text, pieces] of placed) {
    it(`places the tokens of ${JSON.stringify(text)} (${name})`, () => {
      const tokens = new GenericTokenizer(read(name)).locate(text);
      assert.deepEqual(merged(tokens.map(({ start, end }) => text.slice(start, end))), merged(pieces));
    });
  }

  it('gives the same with every class that the library has', async () => {
    const classes = Object.entries(library).filter(([name]) => /Tokenizer$/.test(name) && name !== 'AutoTokenizer');
    assert.ok(classes.length > 40, `${classes.length} classes`);
    const text = 'The quick <s> fox 你好 😀 <|user|> it’s 100.';
    for (const name of names) {
      const { tokenizer, config } = read(name);
      const expected = new GenericTokenizer(read(name)).encode(text);
      for (const [className, value] of classes) {
        const Class = value as typeof library.PreTrainedTokenizer;
        const warn = console.warn;
        console.warn = () => undefined;
        try {
          const json = structuredClone({ ...tokenizer, post_processor: null });
          assert.deepEqual(new Class(json, config).encode(text, { add_special_tokens: false }), expected, className);
        } catch (error) {
          // Some want tokens that these models don't have.
          if (error instanceof assert.AssertionError) throw error;
        } finally {
          console.warn = warn;
        }
      }
    }
  });

  it('says which parts it does otherwise than the Rust crate', () => {
    const { tokenizer } = read('unigram');
    const model = tokenizer.model as object;
    assert.deepEqual(inexactParts({ ...tokenizer, normalizer: { type: 'Precompiled' } }), ['Precompiled']);
    assert.deepEqual(inexactParts({ ...tokenizer, model: { ...model, byte_fallback: true } }), ['byte_fallback']);
    const pretokenizers = [{ type: 'Whitespace' }, { type: 'Metaspace' }];
    assert.deepEqual(inexactParts({ ...tokenizer, pre_tokenizer: { type: 'Sequence', pretokenizers } }), [
      'Whitespace',
    ]);
    const added_tokens = [{ id: 1, content: 'x', single_word: true }];
    assert.deepEqual(inexactParts({ ...tokenizer, added_tokens }), ['single_word']);
  });

  it('takes special tokens as texts, objects and null, and files without what is optional', () => {
    const { tokenizer } = read('unigram');
    const { version: _version, decoder: _decoder, normalizer: _normalizer, added_tokens: _added, ...bare } = tokenizer;
    const config = { unk_token: { content: '<unk>' }, eos_token: null, pad_token: '<pad>' };
    const generic = new GenericTokenizer({ id: 'x', name: 'x', tokenizer: bare, config, chatTemplates: {} });
    assert.deepEqual(generic.named, { unk: '<unk>', pad: '<pad>' });
    assert.ok(generic.count('the fox') > 0);
  });
});

function read(name: string): ModelFiles {
  const json = (file: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(folder(name), file), 'utf8')) as Record<string, unknown>;
  return {
    id: name,
    name,
    tokenizer: json('tokenizer.json'),
    config: json('tokenizer_config.json'),
    chatTemplates: {},
  };
}

/** Several tokens with one place count once, because how many there are is the vocabulary's affair. */
function merged(pieces: readonly string[]): string[] {
  return pieces.filter((piece, i) => piece !== '' && piece !== pieces[i - 1]);
}
