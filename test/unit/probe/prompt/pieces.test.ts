import fc from 'fast-check';
import assert from 'node:assert/strict';
import { piecesOfBytes, piecesOfVocabulary } from '../../../../src/probe/prompt/pieces';

const texts = (pieces: readonly { readonly text: string }[]): string[] => pieces.map(({ text }) => text);

describe('the texts of a vocabulary’s tokens', () => {
  it('are read from byte-level BPE', () => {
    assert.deepEqual(texts(piecesOfVocabulary(['<|im_start|>', 'user', 'Ċ', 'Hi', 'Ġthere', 'ä½łå¥½', 'ä½', 'ł'])), [
      '<|im_start|>',
      'user',
      '\n',
      'Hi',
      ' there',
      '你好',
      '',
      '你',
    ]);
    // An added token is not written in the byte alphabet.
    assert.deepEqual(texts(piecesOfVocabulary(['你好', 'Ġa'])), ['你好', ' a']);
  });

  it('are read from SentencePiece', () => {
    assert.deepEqual(texts(piecesOfVocabulary(['<s>', '▁Hi', '▁é', '<0x0A>', '<0xE4>', '<0xBD>', '<0xA0>'])), [
      '<s>',
      ' Hi',
      ' é',
      '\n',
      '',
      '',
      '你',
    ]);
  });

  it('are together the text, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(40)), (text, cuts) => {
        const bytes = [...Buffer.from(text)];
        const whole = Buffer.from(bytes).toString();
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((end, index) => bytes.slice(places[index], end));
        const pieces = piecesOfBytes(parts);
        assert.equal(texts(pieces).join(''), whole);
        assert.deepEqual(
          pieces.flatMap((piece) => piece.bytes),
          bytes,
        );
      }),
    );
  });
});
