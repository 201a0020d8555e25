import assert from 'node:assert/strict';
import { judgeThresholds, thresholdsOf } from '../../../src/cli/probe/thresholds';
import type { MeasureWish } from '../../../src/probe/measures/measure';
import type { RunReport } from '../../../src/probe/report/report';

const measures: readonly MeasureWish[] = [{ kind: 'exact' }, { kind: 'nll' }];

/** Of ten calls: all of those that could be measured are right. */
function report(lost: { readonly failed?: number; readonly truncated?: number }): RunReport {
  const { failed = 0, truncated = 0 } = lost;
  const measured = { count: 10 - failed - truncated, mean: 1, error: 0 };
  const group = { dimension: 'all', name: '', endpoint: 'a', calls: 10, failed, truncated } as const;
  return {
    plan: { endpoints: [{ id: 'a', name: 'A' }] },
    groups: [{ ...group, measures: { exact: measured, nll: measured } }],
  } as unknown as RunReport;
}

const judged = (lost: object, ...given: readonly string[]) =>
  judgeThresholds(report(lost), thresholdsOf(given, measures)).map(({ value, isMet }) => [value, isMet]);

describe('thresholds of probes', () => {
  it('count what failed and what was cut off as wrong', () => {
    assert.deepEqual(judged({}, 'exact=0.9'), [[1, true]]);
    assert.deepEqual(judged({ failed: 2 }, 'exact=0.9'), [[0.8, false]]);
    assert.deepEqual(judged({ truncated: 5 }, 'exact=0.9'), [[0.5, false]]);
  });

  it('hold for a likelihood only if it is known of every call', () => {
    assert.deepEqual(judged({}, 'nll=1.5'), [[1, true]]);
    assert.deepEqual(judged({ failed: 1 }, 'nll=1.5'), [[1, false]]);
    assert.deepEqual(judged({}, 'nll=0.5'), [[1, false]]);
  });

  it('are of what is measured', () => {
    assert.throws(() => thresholdsOf(['json=0.5'], measures), /add --measure json/);
    const two: readonly MeasureWish[] = ['a', 'b'].map((text) => ({ kind: 'contains', text }));
    assert.throws(() => thresholdsOf(['contains=0.5'], two), /could be several/);
  });
});
