import assert from 'node:assert/strict';
import { ReportMaker } from '../../../src/review/report';
import { isReviewFile, reviewFileOf } from '../../../src/review/reviewFile';
import { ReviewLog } from '../../../src/review/reviewLog';
import type { Verdict } from '../../../src/review/verdict';

const keyOf = (name: string): string => name.repeat(64);

function logWith(verdicts: readonly (readonly [name: string, verdict: Verdict | null, reviewer: string])[]): ReviewLog {
  const log = new ReviewLog();
  for (const [name, verdict, reviewer] of verdicts) {
    log.add({ record: keyOf(name), verdict, note: `note ${name}`, reviewer, at: '2025-01-01T08:00:00.000Z' });
  }
  return log;
}

describe('A report of reviews', () => {
  const log = logWith([
    ['a', 'accepted', 'Ann'],
    ['b', 'needs-work', 'Ann'],
    ['c', 'rejected', '王芳'],
    ['d', 'accepted', '王芳'],
  ]);

  it('counts records by task type and by reviewer, and names those that ask for something', () => {
    const maker = new ReportMaker(log);
    maker.add(keyOf('a'), ['math'], () => 'A');
    maker.add(keyOf('b'), ['math', 'code'], () => 'B');
    maker.add(keyOf('c'), [], () => 'C');
    maker.add(keyOf('e'), ['math'], () => 'E');
    maker.add(keyOf('a'), ['math'], () => 'A');
    assert.deepEqual(maker.result(), {
      progress: { records: 5, accepted: 2, rejected: 1, needsWork: 1 },
      stale: 1,
      unreadable: 0,
      types: [
        { name: 'math', records: 4, accepted: 2, rejected: 0, needsWork: 1 },
        { name: 'code', records: 1, accepted: 0, rejected: 0, needsWork: 1 },
        { name: '', records: 1, accepted: 0, rejected: 1, needsWork: 0 },
      ],
      reviewers: [
        { name: 'Ann', records: 3, accepted: 2, rejected: 0, needsWork: 1 },
        { name: '王芳', records: 1, accepted: 0, rejected: 1, needsWork: 0 },
      ],
      open: [
        { record: 1, verdict: 'needs-work', note: 'note b', preview: 'B' },
        { record: 2, verdict: 'rejected', note: 'note c', preview: 'C' },
      ],
    });
  });

  it('does not count what was taken back as stale', () => {
    const empty = new ReviewLog();
    empty.add({ record: keyOf('a'), verdict: null, reviewer: '', at: '2025-01-01T08:00:00.000Z' });
    assert.equal(new ReportMaker(empty).result().stale, 0);
  });
});

describe('The file of reviews', () => {
  it('lies beside the dataset', () => {
    assert.equal(reviewFileOf('/data/train.jsonl'), '/data/train.review.jsonl');
    assert.equal(reviewFileOf('/data/train.v2.json'), '/data/train.v2.review.jsonl');
    assert.equal(reviewFileOf('file:///data/a%20b.ndjson'), 'file:///data/a%20b.review.jsonl');
    assert.equal(reviewFileOf('/data.jsonl/train'), '/data.jsonl/train.review.jsonl');
  });

  it('is known by its name', () => {
    assert.equal(isReviewFile('/data/train.review.jsonl'), true);
    assert.equal(isReviewFile('/data/Train.Review.JSONL'), true);
    assert.equal(isReviewFile('/data/review.jsonl'), false);
    assert.equal(isReviewFile('/data/train.jsonl'), false);
  });
});
