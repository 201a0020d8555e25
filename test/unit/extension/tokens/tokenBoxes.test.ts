import assert from 'node:assert/strict';
import { isOneCharacter, tokenBoxes } from '../../../../src/extension/tokens/tokenBoxes';
import type { ShownToken } from '../../../../src/protocol/messages';

function token(id: number, start: number, end: number, line = 0): ShownToken {
  return { id, special: null, text: '', range: { start: { line, character: start }, end: { line, character: end } } };
}

function ids(tokens: readonly ShownToken[]): number[][] {
  return tokenBoxes(tokens).map((box) => box.tokens.map(({ id }) => id));
}

describe('the boxes around tokens', () => {
  it('hold one token each where no character is shared', () => {
    const boxes = tokenBoxes([token(1, 0, 2), token(2, 2, 5), token(3, 9, 10)]);
    assert.deepEqual(
      boxes.map(({ range, isOdd }) => [range.start.character, range.end.character, isOdd]),
      [
        [0, 2, false],
        [2, 5, true],
        [9, 10, false],
      ],
    );
  });

  it('hold all tokens of a character that is divided among them', () => {
    const tokens = [token(1, 0, 1), token(2, 1, 2), token(3, 1, 2), token(4, 1, 2), token(5, 2, 3)];
    assert.deepEqual(ids(tokens), [[1], [2, 3, 4], [5]]);
    const [single, shared] = tokenBoxes(tokens);
    assert.ok(isOneCharacter(single!) && isOneCharacter(shared!));
  });

  it('hold tokens that share a character and have others besides', () => {
    const [box, ...others] = tokenBoxes([token(1, 0, 2), token(2, 1, 3)]);
    assert.deepEqual(box?.range, token(0, 0, 3).range);
    assert.equal(isOneCharacter(box), false);
    assert.deepEqual(others, []);
  });

  it('keep texts on different lines apart', () => {
    assert.deepEqual(ids([token(1, 5, 9), token(2, 0, 3, 1), token(3, 0, 3, 2)]), [[1], [2], [3]]);
  });

  it('are none for no tokens', () => {
    assert.deepEqual(tokenBoxes([]), []);
  });
});
