import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { characterOfByte } from '../../../../src/tokens/bpe/byteAlphabet';
import { ByteLevelBpe } from '../../../../src/tokens/bpe/byteLevelBpe';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { AddedToken, Step, TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';

/** Texts in which every two neighbours merge, so that the tokens tell where the pre-tokens end. */
const texts: readonly string[] = [
  '',
  'the  man in\n\nthe hat 12345 ab abc 你好 e\u0301',
  "'S 'LL '\u017f 'Sab x'Dab 'LLab 'SAB \u017fab '\u017fab \u212ab",
  'a.b\u2028c.d\u2029e\rf\ng',
  'a b  c',
  'abx abxabya ab-cd--ef-',
  'a\u0085<|x|>\u0085b \ufeff<|x|>\ufeff c \u00a0<|x|>\u3000 d',
  '  <|x|>  <|x|>  y',
  'AbC éÉ ß SS ss \ufb06',
  '１２３4 ½',
];

interface Variant {
  readonly added?: readonly Partial<AddedToken>[];
  readonly normalizer?: Step;
  readonly preTokenizer?: Step;
  readonly ignoreMerges?: boolean;
  /** Pairs that are added behind all others, again. */
  readonly again?: readonly (readonly [string, string])[];
  /** Words in the vocabulary that no merge makes. */
  readonly words?: readonly string[];
}

/** Tokenizers that no bundled model has, small and made for the purpose, against the Rust crate. */
describe('byte-level BPE of other models', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-bpe-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  async function assertEqual(variant: Variant, more: readonly string[] = []): Promise<void> {
    const json = tokenizerJson(variant);
    const file = path.join(folder, 'tokenizer.json');
    writeFileSync(file, JSON.stringify(json));
    const rust = RustTokenizer.fromFile(file);
    const parts = readByteLevelBpe(json);
    assert.ok(parts, 'is read as byte-level BPE');
    const ours = new ByteLevelBpe({ id: 'x', name: 'x', named: {}, chatTemplates: {} }, parts);
    for (const text of [...texts, ...more]) {
      const theirs = (await rust.encode(text, null, { addSpecialTokens: false })).getIds();
      assert.deepEqual(ours.encode(text), theirs, JSON.stringify(text));
      assert.equal(ours.count(text), theirs.length);
      assert.deepEqual(
        ours.locate(text).map(({ id }) => id),
        theirs,
      );
    }
  }

  it("splits by GPT-2's pattern, with merges as texts or pairs", () => assertEqual({}));

  it('takes whole pre-tokens from the vocabulary where merges are ignored', () =>
    assertEqual({ ignoreMerges: true, words: [' man', ' hat', '你好吗'] }, ['你好吗 你好吗', ' man']));

  it('counts words that no merge makes by their parts', () => assertEqual({ words: [' man', ' hat'] }));

  it('takes the last of several equal merges, as a map does', () => assertEqual({ again: [['a', 'b']] }));

  for (const flags of [{ lstrip: true }, { rstrip: true }, { lstrip: true, rstrip: true }]) {
    it(`gives added tokens the white space of Unicode around them: ${Object.keys(flags).join()}`, () =>
      assertEqual({ added: [{ content: '<|x|>', ...flags }] }));
  }

  it('lets tokens of white space overlap what the token before took', () =>
    assertEqual({ added: [{ content: '<|x|>', rstrip: true }, { content: '  ' }] }));

  it('finds tokens of the text before those of the normalised text', () =>
    assertEqual({ added: [{ content: 'abx', normalized: true, special: false }, { content: 'bxa' }] }, ['abxa']));

  it('finds tokens of the normalised text only there', () =>
    assertEqual({ added: [{ content: '<|x|>', normalized: true }], normalizer: { type: 'NFC' } }, ['<|x|>\u0338']));

  for (const pattern of [
    '.+',
    'a(?=b)',
    '\\s+(?!\\S)',
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+",
    '(?i:[a-c])+',
    '(?i:ss)',
    '\\p{N}{1,3}',
    ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*',
  ]) {
    it(`splits by ${pattern}, or leaves it to the generic path`, async () => {
      const variant = { preTokenizer: splitBy(pattern) };
      if (readByteLevelBpe(tokenizerJson(variant))) await assertEqual(variant);
    });
  }

  it('splits digits, one by one or together', async () => {
    for (const individual_digits of [true, false]) {
      await assertEqual({
        preTokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits }, byteLevel(true)] },
      });
    }
  });

  it('places and decodes tokens whose merges come before those of their parts', () => {
    const json = tokenizerJson({});
    const model = { ...json.model, merges: [...json.model.merges].reverse() };
    const parts = readByteLevelBpe({ ...json, model });
    const ours = new ByteLevelBpe({ id: 'x', name: 'x', named: {}, chatTemplates: {} }, parts!);
    for (const text of texts) {
      assert.equal(ours.decode(ours.encode(text)), text);
      assert.equal(ours.locate(text).at(-1)?.end ?? 0, text.length);
    }
  });

  it('counts a run of ten million letters', function () {
    this.timeout(60_000);
    const parts = readByteLevelBpe(tokenizerJson({}));
    const ours = new ByteLevelBpe({ id: 'x', name: 'x', named: {}, chatTemplates: {} }, parts!);
    assert.equal(ours.count('='.repeat(10_000_000)), 10_000_000);
  });
});

function splitBy(Regex: string): Step {
  const split: Step = { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false };
  return { type: 'Sequence', pretokenizers: [split, byteLevel(false)] };
}

function byteLevel(use_regex: boolean): Step {
  return { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex } as Step;
}

function tokenizerJson({ added = [], normalizer, preTokenizer, ignoreMerges, again = [], words = [] }: Variant) {
  const vocab: Record<string, number> = Object.fromEntries(characterOfByte.map((character, byte) => [character, byte]));
  const merges: [string, string][] = [];
  const add = (token: string): number => (vocab[token] ??= Object.keys(vocab).length);
  for (const bytes of pairs().map(inAlphabet)) {
    for (let i = 1; i < bytes.length; i++) {
      if (vocab[bytes.slice(0, i + 1)] !== undefined) continue;
      merges.push([bytes.slice(0, i), bytes[i]!]);
      add(bytes.slice(0, i + 1));
    }
  }
  for (const [a, b] of again) merges.push([inAlphabet(a), inAlphabet(b)]);
  for (const word of words) add(inAlphabet(word));
  const size = Object.keys(vocab).length;
  const tokens = added.map((token, i) => ({
    ...{
      id: size + i,
      content: '',
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    },
    ...token,
  }));
  return {
    version: '1.0',
    added_tokens: tokens,
    normalizer: normalizer ?? null,
    pre_tokenizer: preTokenizer ?? byteLevel(true),
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', dropout: null, ignore_merges: ignoreMerges ?? false, vocab, merges },
  } satisfies TokenizerJson & Record<string, unknown>;
}

/** Every two neighbours of the texts. */
function pairs(): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    const characters = [...text];
    for (let i = 0; i + 1 < characters.length; i++) found.add(characters[i]! + characters[i + 1]!);
  }

  return [...found].sort().reverse();
}

function inAlphabet(text: string): string {
  return Array.from(Buffer.from(text), (byte) => characterOfByte[byte]!).join('');
}
