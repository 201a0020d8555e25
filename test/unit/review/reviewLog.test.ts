import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readReviewLine, writeReviewLine, type ReviewLine } from '../../../src/review/reviewLine';
import { ReviewLog } from '../../../src/review/reviewLog';

const KEY = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

const lines: fc.Arbitrary<ReviewLine> = fc.record(
  {
    record: fc.constantFrom(KEY, OTHER),
    verdict: fc.constantFrom('accepted' as const, 'rejected' as const, 'needs-work' as const, null),
    note: fc.constantFrom('', 'Quote is wrong.', '引号不对'),
    reviewer: fc.constantFrom('', 'Ann', '王芳'),
    at: fc.constantFrom('2025-01-01T08:00:00.000Z', '2025-01-01T09:00:00.000Z', '2025-01-01T10:00:00+02:00'),
  },
  { requiredKeys: ['record', 'reviewer', 'at'], noNullPrototype: true },
);

function logOf(texts: readonly string[]): ReviewLog {
  const log = new ReviewLog();
  for (const text of texts) log.addText(text);
  return log;
}

const line = (more: Partial<ReviewLine>): string =>
  writeReviewLine({ record: KEY, reviewer: 'Ann', at: '2025-01-01T08:00:00.000Z', ...more });

describe('A file of reviews', () => {
  it('says the same in whatever order its lines stand, and however often', () => {
    const orders = fc.array(lines, { maxLength: 12 }).chain((all) =>
      fc.record({
        texts: fc.constant(all.map(writeReviewLine)),
        shuffled: fc.shuffledSubarray([...all, ...all].map(writeReviewLine), { minLength: all.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(orders, ({ texts, shuffled }) => {
        assert.deepEqual(new Map(logOf(texts).all()), new Map(logOf(shuffled).all()));
      }),
      { numRuns: 500 },
    );
  });

  it('lets the newest verdict hold, whichever line comes last', () => {
    const log = logOf([
      line({ verdict: 'rejected', reviewer: '王芳', at: '2025-01-02T00:00:00Z' }),
      line({ verdict: 'accepted' }),
    ]);
    assert.deepEqual(log.of(KEY), { verdict: 'rejected', note: '', reviewer: '王芳', at: '2025-01-02T00:00:00Z' });
  });

  it('keeps a note through later verdicts, and a verdict through later notes', () => {
    const log = logOf([
      line({ verdict: 'accepted' }),
      line({ note: 'but the title', reviewer: 'Bo', at: '2025-01-02T00:00:00Z' }),
      line({ verdict: 'needs-work', at: '2025-01-03T00:00:00Z' }),
    ]);
    assert.equal(log.of(KEY)?.verdict, 'needs-work');
    assert.equal(log.of(KEY)?.note, 'but the title');
    assert.equal(log.of(KEY)?.reviewer, 'Ann');
  });

  it('takes verdicts and notes back', () => {
    const log = logOf([
      line({ verdict: 'accepted', note: 'x' }),
      line({ verdict: null, note: '', at: '2025-01-02T00:00:00Z' }),
    ]);
    assert.equal(log.of(KEY)?.verdict, null);
    assert.equal(log.of(KEY)?.note, '');
  });

  it('compares times, not their texts', () => {
    const log = logOf([
      line({ verdict: 'rejected', at: '2025-01-01T10:00:00+08:00' }),
      line({ verdict: 'accepted', at: '2025-01-01T08:00:00Z' }),
    ]);
    assert.equal(log.of(KEY)?.verdict, 'accepted');
  });

  it('counts lines that it can’t read, and says nothing of empty ones', () => {
    const log = logOf([
      ...['', '\r', '<<<<<<< HEAD', '{"record": "', line({ verdict: 'accepted' }).slice(0, -9)],
      ...[line({}), '{"record":"abc","verdict":"accepted","at":"2025-01-01T08:00:00Z"}'],
      ...[line({ verdict: 'accepted' }).replace('accepted', 'skipped'), line({ verdict: 'accepted', at: 'yesterday' })],
      `${line({ verdict: 'accepted' })}\r`,
    ]);
    assert.equal(log.unreadable, 7);
    assert.equal(log.of(KEY)?.verdict, 'accepted');
    assert.equal(log.size, 1);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(lines, (each) => {
        fc.pre(each.verdict !== undefined || each.note !== undefined);
        assert.deepEqual(readReviewLine(writeReviewLine(each)), each);
      }),
    );
  });

  it('gives a new line a time after all others of the record, also where another clock is ahead', () => {
    const log = logOf([line({ verdict: 'accepted', at: '2999-01-01T00:00:00.000Z' })]);
    assert.equal(log.timeFor(KEY, Date.parse('2025-01-01T00:00:00Z')), '2999-01-01T00:00:00.001Z');
    assert.equal(log.timeFor(OTHER, Date.parse('2025-01-01T00:00:00Z')), '2025-01-01T00:00:00.000Z');
  });

  it('reads files with a byte order mark', () => {
    const line = writeReviewLine({ record: KEY, verdict: 'accepted', reviewer: 'Ann', at: '2025-01-01T08:00:00.000Z' });
    assert.equal(logOf([`\ufeff${line}\r`]).of(KEY)?.verdict, 'accepted');
  });

  it('can say something after every time that a line has', () => {
    const line = { record: KEY, verdict: 'accepted', reviewer: 'Ann', at: '9999-12-31T23:59:59.999Z' } as const;
    const log = logOf([writeReviewLine(line)]);
    const next = { ...line, verdict: 'rejected', at: log.timeFor(KEY, 0) } as const;
    log.addText(writeReviewLine(next));
    assert.equal(log.of(KEY)?.verdict, 'rejected');
  });
});
