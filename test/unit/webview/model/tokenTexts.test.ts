import assert from 'node:assert/strict';
import { copied, factsOf, quoted, spokenFacts } from '../../../../webview/preview/model/tokenTexts';
import { sequenceOf } from './sequence';

describe('what is told of tokens', () => {
  it('is the place, the id, the text, the state and the turn', () => {
    const sequence = sequenceOf(
      [
        ['<|end|>', 0, 'ST'],
        [' a\n', 1, 'C'],
      ],
      ['user', 'assistant'],
    );
    assert.deepEqual(factsOf(sequence, 0), {
      place: 'Token 1 of 2',
      id: 100,
      text: '"<|end|>"',
      states: ['special token', 'trained'],
      role: 'user',
    });
    assert.equal(spokenFacts(factsOf(sequence, 1)), 'Token 2 of 2, id 101, " a\\n", not trained, cut off, assistant');
  });

  it('is the character of which a token is a part', () => {
    const sequence = sequenceOf([
      ['', 0],
      ['', 0],
      ['😀', 0, 'J'],
      ['!', 0],
    ]);
    assert.deepEqual(
      [0, 1, 2, 3].map((index) => factsOf(sequence, index).text),
      ['part of "😀"', 'part of "😀"', 'part of "😀"', '"!"'],
    );
  });

  it('has escapes for what can’t be seen', () => {
    assert.equal(quoted('a b\u200b\u3000\u00a0"\t\ud800'), '"a b\\u200b\\u3000\\u00a0\\"\\t\\ud800"');
    assert.equal(quoted('\u{e0001}你😀'), '"\\udb40\\udc01你😀"');
  });
});

describe('what is copied', () => {
  it('is what the model gets: without what truncation cuts', () => {
    const sequence = sequenceOf([
      ['a', 0],
      ['b', 0, 'C'],
      ['c', 0],
    ]);
    assert.deepEqual(copied(sequence), { ids: '[100,102]', text: 'ac', count: 2 });
  });

  it('is all of a record that is left out', () => {
    const sequence = sequenceOf([
      ['a', 0, 'C'],
      ['b', 0, 'C'],
    ]);
    assert.deepEqual(copied(sequence), { ids: '[100,101]', text: 'ab', count: 2 });
  });
});
