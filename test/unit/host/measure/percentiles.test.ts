import assert from 'node:assert/strict';
import fc from 'fast-check';
import { percentilesOf } from '../../../../src/host/measure/percentiles';

function histogramOf(values: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1);
  return histogram;
}

describe('percentiles', () => {
  it('are those of the nearest rank', () => {
    const values = [15, 20, 35, 40, 50];
    assert.deepEqual(percentilesOf(histogramOf(values)), { p50: 35, p90: 50, p99: 50, max: 50 });
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    assert.deepEqual(percentilesOf(histogramOf(hundred)), { p50: 50, p90: 90, p99: 99, max: 100 });
  });

  it('are null where there is nothing', () => {
    assert.deepEqual(percentilesOf(new Map()), { p50: null, p90: null, p99: null, max: null });
  });

  it('are what sorting finds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const at = (percent: number): number => sorted[Math.ceil((percent * sorted.length) / 100) - 1]!;
        const expected = { p50: at(50), p90: at(90), p99: at(99), max: at(100) };
        assert.deepEqual(percentilesOf(histogramOf(values)), expected);
      }),
    );
  });
});
