import fc from 'fast-check';
import assert from 'node:assert/strict';
import { commonEnd, commonStart, findBoundary } from '../../../../src/probe/scoring/boundary';
import { bytesOfToken, toText, toTokens } from './toyServer';

const known = (ids: readonly number[]) => ({ ids, pieces: ids.map((id) => ({ bytes: bytesOfToken(id), text: '' })) });
const unknown = (ids: readonly number[]) => ({ ids, pieces: null });

describe('where an answer begins', () => {
  it('is behind the prompt’s tokens where these stay', () => {
    const boundary = findBoundary(known(toTokens('Hi\n')), known(toTokens('Hi\nyou')));
    assert.deepEqual(boundary, { start: 3, moved: 0, isRewritten: false });
  });

  it('is behind a token that holds an end of the prompt', () => {
    const [prompt, whole] = [toTokens('Hi\n'), toTokens('Hi\n\nyou')];
    const moved = { start: 3, moved: 1, isRewritten: false };
    assert.deepEqual(findBoundary(known(prompt), known(whole)), moved);
    assert.deepEqual(findBoundary(unknown(prompt), unknown(whole)), moved);
  });

  it('is where the text becomes another one', () => {
    const boundary = findBoundary(known(toTokens('Hi<think>\n')), known(toTokens('Hiyou')));
    assert.deepEqual(boundary, { start: 2, moved: 2, isRewritten: true });
  });

  it('never takes anything of the prompt, and leaves out one token of the answer at most', () => {
    const text = fc.string({ unit: fc.constantFrom('\n', 'a', '你', '<think>', '</think>') });
    fc.assert(
      fc.property(text, text, (prompt, answer) => {
        const whole = toTokens(prompt + answer);
        const { start, moved, isRewritten } = findBoundary(known(toTokens(prompt)), known(whole));
        const scored = toText(whole.slice(start));
        assert.ok(answer.endsWith(scored));
        assert.ok(answer.length - scored.length <= 1);
        assert.equal(isRewritten, false);
        if (moved === 0) assert.equal(scored, answer);
      }),
    );
  });

  it('follows from what lists have in common', () => {
    assert.deepEqual([commonStart([1, 2, 3], [1, 2]), commonEnd([1, 2, 3], [4, 2, 3]), commonEnd([], [1])], [2, 2, 0]);
  });
});
