import { strict as assert } from 'node:assert';
import { drawnOfEach } from '../../../src/convert/select/drawnOfEach';

describe('drawing some of each group', () => {
  const groups = Array.from({ length: 30 }, (_, i) => ['a', 'b', ''][i % 3]!);

  it('takes so many of each, in their order, and all of a group that has fewer', () => {
    const drawn = drawnOfEach([...groups, 'rare'], 4, 1n);
    assert.deepEqual(
      drawn,
      drawn.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(drawn).size, 13);
    for (const [rest] of ['a', 'b', ''].entries())
      assert.equal(drawn.filter((i) => i < 30 && i % 3 === rest).length, 4);
    assert.equal(drawn.at(-1), 30);
  });

  it('is settled by the seed', () => {
    assert.deepEqual(drawnOfEach(groups, 3, 7n), drawnOfEach(groups, 3, 7n));
    assert.notDeepEqual(drawnOfEach(groups, 3, 7n), drawnOfEach(groups, 3, 8n));
  });
});
