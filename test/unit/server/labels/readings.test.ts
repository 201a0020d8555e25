import assert from 'node:assert/strict';
import { readingsOf } from '../../../../src/server/labels/readings';

describe('readings of names', () => {
  it('are kept for the texts that were asked for last, and for no more than some thousands', async () => {
    const [first, second] = [await readingsOf('first'), await readingsOf('second')];
    for (let i = 0; i < 4998; i++) await readingsOf(`other ${i}`);
    assert.equal(await readingsOf('first'), first, 'kept');
    await readingsOf('one more');
    assert.equal(await readingsOf('first'), first, 'asked for since');
    assert.notEqual(await readingsOf('second'), second, 'the oldest goes');
  });

  it('has one entry for each UTF-16 unit', async () => {
    assert.deepEqual(await readingsOf('理😀A'), [['li'], ['😀'], [''], ['a']]);
  });
});
