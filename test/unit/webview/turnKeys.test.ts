import assert from 'node:assert/strict';
import type { PreviewSample } from '../../../src/protocol/preview';
import { TurnKeys } from '../../../webview/preview/conversation/turnKeys';

/** A sample of which only the texts of the turns matter. */
function sample(...texts: readonly string[]): PreviewSample {
  const turns = texts.map((text) => ({ side: 'prompt', name: 'user', texts: [{ text }], calls: [], reasoning: null }));
  return { turns } as unknown as PreviewSample;
}

/** The keys before and after an edit of a record. */
function keys(before: readonly string[], after: readonly string[]): [readonly number[], readonly number[]] {
  const turnKeys = new TurnKeys();
  return [turnKeys.of('a#1', sample(...before)), turnKeys.of('a#1', sample(...after))];
}

describe('the keys of turns', () => {
  it('stay when a text is changed', () => {
    const [before, after] = keys(['a', 'b', 'c'], ['a', 'B', 'c']);
    assert.deepEqual(after, before);
  });

  it('go with a turn that is moved', () => {
    const [[a, b, c], after] = keys(['a', 'b', 'c'], ['b', 'a', 'c']);
    assert.deepEqual(after, [b, a, c]);
  });

  it('are new for turns that are added, and go with those that are deleted', () => {
    const [[a, b], after] = keys(['a', 'b'], ['a', '', 'b']);
    assert.deepEqual([after[0], after[2]], [a, b]);
    assert.ok(![a, b].includes(after[1]));
    const [[one, , three], fewer] = keys(['a', 'b', 'c'], ['a', 'c']);
    assert.deepEqual(fewer, [one, three]);
  });

  it('stay with the first part of a turn that is split, and of turns that are joined', () => {
    const [[a, bc, d], split] = keys(['a', 'bc', 'd'], ['a', 'b', 'c', 'd']);
    assert.deepEqual([split[0], split[1], split[3]], [a, bc, d]);
    const [[first, second, , last], joined] = keys(['a', 'b', 'c', 'd'], ['a', 'b c', 'd']);
    assert.deepEqual(joined, [first, second, last]);
  });

  it('are unique, and new for another record', () => {
    const turnKeys = new TurnKeys();
    const before = turnKeys.of('a#1', sample('x', 'x', 'x'));
    assert.equal(new Set(before).size, 3);
    assert.equal(new Set(turnKeys.of('a#1', sample('x', 'x', 'x', 'x'))).size, 4);
    assert.ok(!before.some((key) => turnKeys.of('a#2', sample('x', 'x', 'x')).includes(key)));
  });
});
