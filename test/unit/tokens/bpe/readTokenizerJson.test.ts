import assert from 'node:assert/strict';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { AddedToken, TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';
import { byteLevel, byteTokenizer, ownTokenizer, rustIds, rustTokenizer } from './byteTokenizer';

describe('reading a tokenizer.json', () => {
  const model = (change: object): Partial<TokenizerJson> => ({ model: { ...byteTokenizer().model, ...change } });
  const vocab = (change: object): Partial<TokenizerJson> =>
    model({ vocab: { ...byteTokenizer().model.vocab, ...change } });
  const others: readonly (readonly [what: string, change: object])[] = [
    ['an id that is huge', vocab({ ab: 2e9 })],
    ['an id below zero', vocab({ ab: -1 })],
    ['an id that is no whole number', vocab({ ab: 256.5 })],
    ['an id that is a text', vocab({ ab: '256' })],
    ['two tokens of one id', vocab({ ab: 97 })],
    ['a merge that is null', model({ merges: [null] })],
    ['a merge of three', model({ merges: [['a', 'b', 'c']] })],
    ['a merge of unknown parts', model({ merges: ['a ab'] })],
    ['merges that are none', model({ merges: 'a b' })],
    ['no vocabulary', model({ vocab: null })],
    ['no model', { model: null }],
    ['a Sequence without a list', { pre_tokenizer: { type: 'Sequence', pretokenizers: {} } }],
    ['a Sequence of nothing', { pre_tokenizer: { type: 'Sequence', pretokenizers: [null] } }],
    ['no pre-tokenizer', { pre_tokenizer: null }],
    ['a pre-tokenizer that is a text', { pre_tokenizer: 'ByteLevel' }],
    ['a split without a pattern', splitWith(null)],
    ['a split by nothing', splitWith({ String: '' })],
    ['a normalizer that is a number', { normalizer: 3 }],
    ['a Sequence of normalizers without a list', { normalizer: { type: 'Sequence', normalizers: {} } }],
    ['other normalizers', { normalizer: { type: 'NFKC' } }],
    ['tokens of whole words', { added_tokens: [added({ content: 'x', single_word: true })] }],
    [
      'added tokens whose ids would be those of others',
      { ...vocab({ ab: 257 }), added_tokens: [added({ content: 'x' }), added({ content: '<y>' })] },
    ],
    ['two tokens of one text', { added_tokens: [added({ content: 'x' }), added({ content: 'x', rstrip: true })] }],
  ];
  for (const [what, change] of others) {
    it(`leaves ${what} to the generic path`, () =>
      assert.equal(readByteLevelBpe(byteTokenizer(change as Partial<TokenizerJson>)), undefined));
  }

  it('gives added tokens the ids that the Rust crate gives them', async () => {
    const json = byteTokenizer({
      ...vocab({ '<v>': 300 }),
      added_tokens: [
        added({ id: 280, content: '<x>' }),
        added({ id: 999, content: '<v>' }),
        added({ id: 260, content: '<y>' }),
        added({ id: 261, content: '' }),
        added({ id: 262, content: '<z>', normalized: true, special: false }),
      ],
    });
    const text = '<x><y><v><z>';
    const own = ownTokenizer(readByteLevelBpe(json)!);
    assert.deepEqual(own.encode(text), await rustIds(rustTokenizer(json), text));
    assert.equal(own.decode(own.encode(text)), text);
  });
});

function added(token: Partial<AddedToken>): AddedToken {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return { id: 256, content: '', ...flags, ...token };
}

function splitWith(pattern: unknown): object {
  const split = { type: 'Split', pattern, behavior: 'Isolated', invert: false };
  return { pre_tokenizer: { type: 'Sequence', pretokenizers: [split, byteLevel(false)] } };
}
