import assert from 'node:assert/strict';
import { tokenizeApart, tokenizeText } from '../../../../src/tokens/chatTemplate/tokenizedText';
import type { Token, Tokenizer } from '../../../../src/tokens/tokenizer';

/** Longest word first, but `abcd` is `a` and `bcd`: tokens don't stop where parts of the text do. */
const WORDS = ['bcd', 'ab', 'cd', 'a', 'b', 'c', 'd'];

function locate(text: string): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < text.length;) {
    const word = text.startsWith('abcd', start) ? 'a' : WORDS.find((one) => text.startsWith(one, start))!;
    tokens.push({ id: WORDS.indexOf(word), start, end: start + word.length });
    start += word.length;
  }
  return tokens;
}

const tokenizer: Tokenizer = {
  id: 'toy',
  name: 'Toy',
  named: {},
  chatTemplates: {},
  encode: (text) => locate(text).map(({ id }) => id),
  count: (text) => locate(text).length,
  locate,
  decode: (ids) => ids.map((id) => WORDS[id]).join(''),
  idOf: (token) => WORDS.indexOf(token),
  specialText: () => undefined,
};

describe('tokenised text', () => {
  it('gives indices where no token lies across a place', () => {
    const text = tokenizeText(tokenizer, 'abab', [2]);
    assert.deepEqual([text.indexAt(0), text.indexAt(2), text.indexAt(4)], [0, 1, 2]);
    assert.deepEqual(text.range({ start: 2, end: 4 }), [1, 2]);
  });

  it('sees a token across a place even where the parts have as many tokens', () => {
    const text = tokenizeText(tokenizer, 'abcd', [2]);
    assert.deepEqual(text.ids, [WORDS.indexOf('a'), WORDS.indexOf('bcd')]);
    assert.equal(text.indexAt(2), 2, 'no token starts at the place or behind it');
    assert.deepEqual(text.range({ start: 2, end: 4 }), [1, 2], 'the token that holds the first character');
    assert.deepEqual(text.range({ start: 2, end: 2 }), [2, 2]);
  });

  it('keeps tokens from lying across a cut', () => {
    const text = tokenizeApart(tokenizer, 'abcdab', [2], [4]);
    assert.deepEqual(
      text.ids,
      ['ab', 'cd', 'ab'].map((word) => WORDS.indexOf(word)),
    );
    assert.deepEqual([text.indexAt(2), text.indexAt(4), text.indexAt(6)], [1, 2, 3]);
  });
});
