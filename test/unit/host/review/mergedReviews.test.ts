import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appendLine } from '../../../../src/host/review/appendLine';
import { writeReviewLine, type ReviewLine } from '../../../../src/review/reviewLine';
import { ReviewLog } from '../../../../src/review/reviewLog';

const FILE = 'train.review.jsonl';
const keyOf = (index: number): string => index.toString(16).padStart(64, '0');

describe('Merging files of reviews with git', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-merge-'));
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Ann');
    git('config', 'user.email', 'ann@example.org');
    writeFileSync(path.join(folder, '.gitattributes'), '*.review.jsonl merge=union\n');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  }

  const say = (line: Omit<ReviewLine, 'reviewer'> & { reviewer?: string }): Promise<unknown> =>
    appendLine(path.join(folder, FILE), writeReviewLine({ reviewer: 'Ann', ...line }));

  function commit(): void {
    git('add', '.');
    git('commit', '-q', '-m', 'review');
  }

  function merged(): ReviewLog {
    const log = new ReviewLog();
    for (const text of readFileSync(path.join(folder, FILE), 'utf8').split('\n')) log.addText(text);
    return log;
  }

  it('joins what two reviewers said on two branches, without a conflict', async () => {
    await say({ record: keyOf(0), verdict: 'accepted', at: '2025-01-01T08:00:00.000Z' });
    commit();
    git('checkout', '-q', '-b', 'other');
    for (let i = 1; i < 30; i++) {
      await say({ record: keyOf(i), verdict: 'rejected', at: `2025-01-02T08:00:${String(i).padStart(2, '0')}.000Z` });
    }
    await say({ record: keyOf(0), verdict: 'needs-work', reviewer: '王芳', at: '2025-01-03T08:00:00.000Z' });
    commit();
    git('checkout', '-q', 'main');
    for (let i = 20; i < 50; i++) {
      await say({ record: keyOf(i), verdict: 'accepted', at: `2025-01-04T08:00:${i}.000Z` });
    }
    await say({ record: keyOf(0), note: 'a note', at: '2025-01-02T08:00:00.000Z' });
    commit();

    git('merge', '-q', '--no-edit', 'other');

    const log = merged();
    assert.equal(log.unreadable, 0);
    assert.equal(log.size, 50);
    const first = log.of(keyOf(0));
    assert.deepEqual([first?.verdict, first?.reviewer, first?.note], ['needs-work', '王芳', 'a note']);
    for (let i = 1; i < 50; i++) assert.equal(log.of(keyOf(i))?.verdict, i < 20 ? 'rejected' : 'accepted');
  });

  it('says the same whichever branch is merged into which', async () => {
    await say({ record: keyOf(0), verdict: 'accepted', at: '2025-01-01T08:00:00.000Z' });
    commit();
    for (const [branch, verdict] of [
      ['one', 'rejected'],
      ['two', 'needs-work'],
    ] as const) {
      git('checkout', '-q', '-b', branch, 'main');
      // Of the same millisecond.
      await say({ record: keyOf(0), verdict, at: '2025-01-02T08:00:00.000Z' });
      commit();
    }
    git('checkout', '-q', '-b', 'onto-one', 'one');
    git('merge', '-q', '--no-edit', 'two');
    const ontoOne = merged();
    git('checkout', '-q', '-b', 'onto-two', 'two');
    git('merge', '-q', '--no-edit', 'one');
    assert.deepEqual(new Map(merged().all()), new Map(ontoOne.all()));
  });

  it('reads what a merge without the attribute leaves behind, and counts the lines that are no reviews', async () => {
    rmSync(path.join(folder, '.gitattributes'));
    await say({ record: keyOf(0), verdict: 'accepted', at: '2025-01-01T08:00:00.000Z' });
    commit();
    git('checkout', '-q', '-b', 'other');
    await say({ record: keyOf(1), verdict: 'rejected', at: '2025-01-02T08:00:00.000Z' });
    commit();
    git('checkout', '-q', 'main');
    await say({ record: keyOf(2), verdict: 'accepted', at: '2025-01-02T08:00:00.000Z' });
    commit();
    assert.throws(() => git('merge', '-q', '--no-edit', 'other'));
    const log = merged();
    assert.equal(log.unreadable, 3);
    assert.equal(log.size, 3);
  });
});
