import assert from 'node:assert/strict';
import { sha256 } from '../../../src/host/sha256';
import { recordKey } from '../../../src/review/recordKey';
import { writeReviewLine, type ReviewLine } from '../../../src/review/reviewLine';
import { DatasetFolder, jsonl } from './datasetFolder';

const RECORDS = [
  '{"instruction": "why?", "task_type": "逻辑推理", "output": "so", "n": 1.0}',
  '{"instruction":  "write code", "output": "\\u4e2d", "task_type": "code"}',
  '{"instruction": "hm", "output": "12345678901234567890"}',
];

describe('tuneset review', function () {
  this.timeout(60_000);
  let folder: DatasetFolder;
  beforeEach(() => {
    folder = new DatasetFolder();
    folder.write('a.jsonl', jsonl(RECORDS));
    folder.write(
      'a.review.jsonl',
      [
        review(0, { verdict: 'accepted', reviewer: '王芳' }),
        review(1, { verdict: 'needs-work', note: 'no code \u001b[31m', reviewer: 'Ann' }),
        '{"record": "broken',
      ].join('\n'),
    );
  });
  afterEach(() => folder.remove());

  function review(index: number, said: Partial<ReviewLine>): string {
    const record = recordKey(RECORDS[index]!, sha256);
    return writeReviewLine({ record, reviewer: '', at: '2025-01-01T08:00:00.000Z', ...said });
  }

  it('tells how the review stands', () => {
    const { status, stdout, stderr } = folder.run('review', 'report', 'a.jsonl');
    assert.equal(status, 0, stderr);
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s{2,}/));
    assert.deepEqual(rows, [
      ['a.jsonl'],
      [''],
      ['task type', 'records', 'accepted', 'rejected', 'needs work'],
      ['code', '1', '0', '0', '1'],
      ['逻辑推理', '1', '1', '0', '0'],
      ['(no task type)', '1', '0', '0', '0'],
      ['all records', '3', '1', '0', '1'],
      [''],
      ['reviewer', 'records', 'accepted', 'rejected', 'needs work'],
      ['Ann', '1', '0', '0', '1'],
      ['王芳', '1', '1', '0', '0'],
      [''],
      ['record 2: needs work · write code · no code \\u001b[31m'],
      [''],
      ['Lines of the file of reviews that can’t be read: 1'],
      [''],
    ]);
  });

  it('tells the same as JSON', () => {
    const { stdout } = folder.run('review', 'report', '.', '--reporter', 'json');
    const { files } = JSON.parse(stdout) as { files: { path: string; progress: object }[] };
    assert.deepEqual(
      files.map(({ path, progress }) => [path, progress]),
      [['a.jsonl', { records: 3, accepted: 1, rejected: 0, needsWork: 1 }]],
    );
  });

  it('copies the records of a verdict, byte for byte', () => {
    assert.equal(folder.run('review', 'export', 'a.jsonl', 'b.jsonl').stdout, 'b.jsonl: 1 of 3 records\n');
    assert.equal(folder.read('b.jsonl'), `${RECORDS[0]}\n`);
    assert.equal(folder.run('review', 'export', 'a.jsonl', 'c.json', '--verdict', 'needs-work').status, 0);
    assert.equal(folder.read('c.json'), `[\n${RECORDS[1]}\n]\n`);
  });

  it('says so where there is no review', () => {
    folder.write('other.jsonl', jsonl(RECORDS));
    const { status, stderr } = folder.run('review', 'export', 'other.jsonl', 'b.jsonl');
    assert.equal(status, 2);
    assert.match(stderr, /other\.jsonl: there is no review, which would lie in other\.review\.jsonl/);
    assert.match(folder.run('review', 'report', 'other.jsonl').stderr, /there is no review/);
  });

  it('takes a file of reviews for no dataset, named or not', () => {
    const { stdout } = folder.run('check', '.');
    assert.doesNotMatch(stdout, /review/);
    const named = folder.run('check', 'a.review.jsonl', '--format', 'alpaca');
    assert.doesNotMatch(named.stdout, /error/);
    assert.doesNotMatch(folder.run('labels', 'stats', '.', '--reporter', 'json').stdout, /review/);
  });
});
