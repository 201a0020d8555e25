import assert from 'node:assert/strict';
import { missedTarget } from '../../../src/labels/targetShare';

describe('a target share', () => {
  const among = { all: 120, tagged: 100 };

  it('is missed by more than a fifth of it', () => {
    assert.equal(missedTarget(60, 0.5, among), undefined);
    assert.equal(missedTarget(61, 0.5, among), 'over');
    assert.equal(missedTarget(40, 0.5, among), undefined);
    assert.equal(missedTarget(39, 0.5, among), 'under');
    assert.equal(missedTarget(0, 0.05, among), 'under');
  });

  it('is not missed by less than two records', () => {
    assert.equal(missedTarget(1, 0, among), undefined);
    assert.equal(missedTarget(2, 0, among), 'over');
  });

  it('says nothing of few records, or where most are untagged', () => {
    assert.equal(missedTarget(49, 0.5, { all: 49, tagged: 49 }), undefined);
    assert.equal(missedTarget(100, 0.5, { all: 201, tagged: 100 }), undefined);
  });
});
