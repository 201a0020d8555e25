import assert from 'node:assert/strict';
import fc from 'fast-check';
import { totalsOf, TotalsSum, type Measured } from '../../../../src/host/measure/totals';
import type { Measure } from '../../../../src/tokens/meter';

const arbitraryMeasure: fc.Arbitrary<Measure> = fc
  .record({
    status: fc.constantFrom('kept', 'dropped', 'failed'),
    tokens: fc.nat(20),
    trainedShare: fc.nat(4),
    keptShare: fc.nat(4),
  })
  .map(({ status, tokens, trainedShare, keptShare }) => {
    const trained = Math.floor((tokens * trainedShare) / 4);
    const kept = Math.floor((tokens * keptShare) / 4);
    const counts = { tokens, trained, kept, keptTrained: Math.min(trained, kept) };
    const turn = { role: 'assistant', pointers: [], ...counts, endLost: false, ending: 0 };
    return { status, ...(status === 'kept' ? {} : { reason: 'why' }), ...counts, turns: [turn] };
  });

function placed(measures: readonly Measure[]): Measured[] {
  return measures.map((measure, record) => ({ record, line: record * 2, measure, isUnreadable: false }));
}

describe('totals', () => {
  it('of parts add up to those of the whole', () => {
    fc.assert(
      fc.property(fc.array(arbitraryMeasure, { maxLength: 40 }), fc.nat(40), (measures, at) => {
        const records = placed(measures);
        const sum = new TotalsSum();
        sum.add(totalsOf(records.slice(0, at), 10));
        sum.add(totalsOf(records.slice(at), 10));
        assert.deepEqual(sum.total, totalsOf(records, 10));
      }),
    );
  });

  it('leave failed records out of the lengths, but not dropped ones', () => {
    const of = (status: Measure['status'], tokens: number): Measure => ({
      ...{ status, tokens, trained: 0, kept: 0, keptTrained: 0, turns: [] },
    });
    const totals = totalsOf(placed([of('kept', 3), of('dropped', 5), of('failed', 7)]), null);
    assert.deepEqual(
      [...totals.lengths],
      [
        [3, 1],
        [5, 1],
      ],
    );
    assert.deepEqual([totals.dropped, totals.failed, totals.records], [1, 1, 3]);
  });

  it('count a pair as over the cutoff if either side is', () => {
    const short: Measure = { status: 'kept', tokens: 3, trained: 1, kept: 3, keptTrained: 1, turns: [] };
    const long = { ...short, tokens: 9, kept: 5 };
    const overOf = (measure: Measure, cutoff: number | null): number => totalsOf(placed([measure]), cutoff).overCutoff;
    assert.equal(overOf({ ...short, rejected: long }, 5), 1);
    assert.equal(overOf({ ...long, rejected: short }, 5), 1);
    assert.equal(overOf({ ...short, rejected: short }, 5), 0);
    assert.equal(overOf(long, null), 0);
  });
});
