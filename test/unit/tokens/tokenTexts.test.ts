import fc from 'fast-check';
import assert from 'node:assert/strict';
import path from 'node:path';
import { GenericTokenizer } from '../../../src/host/tokenizers/genericTokenizer';
import { readModelFolder } from '../../../src/host/tokenizers/modelFiles';
import { readByteLevelBpe } from '../../../src/tokens/bpe/readTokenizerJson';
import { tokenTexts } from '../../../src/tokens/tokenTexts';
import { byteTokenizer, ownTokenizer } from './bpe/byteTokenizer';
import { model } from './chatTemplate/models';

const generic = async (name: string): Promise<GenericTokenizer> =>
  new GenericTokenizer(await readModelFolder(path.resolve('test/fixtures/tokenizers', name)));

describe('the texts of tokens', () => {
  it('are together the text, and each is the token’s own', () => {
    const { tokenizer } = model('qwen3');
    const text = '<|im_start|>user\nHello, 你好世界！<|im_end|>\n';
    const ids = tokenizer.encode(text);
    const { texts, joined } = tokenTexts(tokenizer, ids);
    assert.equal(texts.join(''), text);
    assert.deepEqual(texts.slice(0, 4), ['<|im_start|>', 'user', '\n', 'Hello']);
    assert.ok(joined.every((isJoined) => !isJoined));
  });

  it('give a character of several tokens to the last of them', () => {
    const bytes = ownTokenizer(readByteLevelBpe(byteTokenizer())!);
    const read = tokenTexts(bytes, bytes.encode('a€😀b'));
    assert.deepEqual(read.texts, ['a', '', '', '€', '', '', '', '😀', 'b']);
    assert.deepEqual(
      read.joined.map(Number),
      [0, 0, 0, 1, 0, 0, 0, 1, 0],
      'only the one that completes a character is joined',
    );
  });

  it('tell a replacement character that stands in the text from half a character', () => {
    const { tokenizer } = model('qwen3');
    const text = 'one \uFFFD\uFFFD two \uFFFD 𪛖 \uFFFD';
    assert.equal(tokenTexts(tokenizer, tokenizer.encode(text)).texts.join(''), text);
  });

  it('show bytes that never become a character as a decoder does', () => {
    const bytes = ownTokenizer(readByteLevelBpe(byteTokenizer())!);
    const ids = [...bytes.encode('€').slice(0, 2), ...bytes.encode('ab')];
    assert.deepEqual(tokenTexts(bytes, ids), {
      texts: ['\uFFFD', '', 'a', 'b'],
      joined: [false, false, false, false],
    });
  });

  it('keep the spaces that a decoder takes from the first token only', async () => {
    const tokenizer = await generic('llama');
    const ids = tokenizer.encode('the token izer');
    const { texts } = tokenTexts(tokenizer, ids);
    assert.equal(texts.join(''), tokenizer.decode(ids));
    assert.ok(texts.slice(1).some((text) => text.startsWith(' ')));
  });

  it('are together what the tokenizer makes of all tokens, whatever the text', async () => {
    const tokenizers = [model('qwen3').tokenizer, await generic('llama'), await generic('gemma')];
    const fragment = fc.constantFrom(
      'the',
      ' ',
      '\n',
      '你好',
      'é',
      '😀',
      '👨‍👩‍👧',
      '𠀀',
      '\uFFFD',
      '▁',
      '\0',
      '<s>',
      '<|im_end|>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ unit: 'binary' }))), (parts) => {
        for (const tokenizer of tokenizers) {
          const ids = tokenizer.encode(parts.join(''));
          const { texts, joined } = tokenTexts(tokenizer, ids);
          assert.equal(texts.join(''), tokenizer.decode(ids), tokenizer.id);
          assert.deepEqual([texts.length, joined.length], [ids.length, ids.length]);
        }
      }),
    );
  });
});
