import assert from 'node:assert/strict';
import { readMemory } from '../../../../webview/preview/model/modelMemory';

describe('the memory of the model’s view', () => {
  it('is what was remembered', () => {
    const memory = {
      settings: { template: 'qwen', thinking: 'off', cutoff: 0 },
      side: 'rejected',
      showsBoundaries: true,
    } as const;
    assert.deepEqual(readMemory(structuredClone(memory)), memory);
  });

  it('leaves out what it does not know', () => {
    const usual = { settings: {}, side: 'chosen', showsBoundaries: false };
    for (const saved of [
      undefined,
      null,
      'x',
      [],
      { settings: { template: 1, thinking: 'maybe', cutoff: -1 }, side: 7 },
    ])
      assert.deepEqual(readMemory(saved), usual);
  });
});
