import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { attributesFileFor, gitUserName, mergesByLines } from '../../../../src/host/review/git';

describe('What git says of a file of reviews', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tuneset-git-')));
    mkdirSync(path.join(folder, 'data'));
    file = path.join(folder, 'data', 'train.review.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'pipe' });

  it('is nothing outside of repositories', async () => {
    assert.equal(await attributesFileFor(file), undefined);
    assert.equal(await mergesByLines(file), false);
  });

  it('is nothing where the folder is missing', async () => {
    assert.equal(await attributesFileFor(path.join(folder, 'none', 'x')), undefined);
    assert.equal(await gitUserName(path.join(folder, 'none')), undefined);
  });

  it('names who commits', async () => {
    git('init', '-q');
    git('config', 'user.name', '王芳');
    assert.equal(await gitUserName(path.join(folder, 'data')), '王芳');
  });

  it('names the attributes at the top of the repository, unless it ignores the file', async () => {
    git('init', '-q');
    assert.equal(await attributesFileFor(file), path.join(folder, '.gitattributes'));
    writeFileSync(path.join(folder, '.gitignore'), '*.review.jsonl\n');
    assert.equal(await attributesFileFor(file), undefined);
  });

  it('knows whether versions are joined by lines', async () => {
    git('init', '-q');
    assert.equal(await mergesByLines(file), false);
    writeFileSync(path.join(folder, '.gitattributes'), '*.review.jsonl merge=union\n');
    assert.equal(await mergesByLines(file), true);
  });
});
