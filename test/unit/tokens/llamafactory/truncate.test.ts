import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inferLengths, planPairs } from '../../../../src/tokens/llamafactory/truncate';

describe('Truncation as in LLaMA-Factory', () => {
  for (const [source, target, kept] of [
    [3000, 100, [1948, 100]],
    [3000, 1500, [1366, 682]],
    [500, 3000, [500, 1548]],
    [1500, 1500, [1024, 1024]],
    [4000, 1023, [1025, 1023]],
    [4000, 1024, [1631, 417]],
  ] as const) {
    it(`leaves ${kept.join(' and ')} of ${source} and ${target}`, () => {
      const lengths = inferLengths(source, target, 2048);
      assert.deepEqual([lengths.source, lengths.target], kept);
    });
  }

  it('never exceeds the cutoff, and keeps what fits whole', () => {
    const size = fc.nat(5000);
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 5000 }), (source, target, cutoff) => {
        const kept = inferLengths(source, target, cutoff);
        assert.ok(kept.source + kept.target <= cutoff);
        if (source + target <= cutoff) assert.deepEqual(kept, { source, target });
      }),
    );
  });

  const options = { cutoff: 2048, maskHistory: false, trainOnPrompt: false, efficientEos: false };
  const lengthsOf = (plans: ReturnType<typeof planPairs>): unknown[] =>
    plans.map((plan) => plan && [plan.source, plan.target]);

  it('fills the cutoff turn by turn', () => {
    const pairs = Array.from({ length: 3 }, () => ({ source: 600, target: 600 }));
    assert.deepEqual(lengthsOf(planPairs(pairs, options)), [[600, 600], [424, 424], undefined]);
  });

  it('loses a later turn whole though an earlier one was cut', () => {
    const pairs = [
      { source: 1500, target: 800 },
      { source: 200, target: 200 },
    ];
    assert.deepEqual(lengthsOf(planPairs(pairs, options)), [[1248, 800], undefined]);
  });

  it('starts from the last turn if the history is masked', () => {
    const pairs = Array.from({ length: 3 }, () => ({ source: 600, target: 600 }));
    const plans = planPairs(pairs, { ...options, maskHistory: true });
    assert.deepEqual(lengthsOf(plans), [undefined, [424, 424], [600, 600]]);
    assert.deepEqual(
      plans.map((plan) => plan?.targetTrained),
      [undefined, false, true],
    );
  });
});
