import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeStagedNow, StagedFiles, TargetExists } from '../../../src/host/convert/stagedFiles';

describe('files that are written together', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tuneset-staged-')))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (name: string): string => path.join(folder, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');

  it('appear when they are committed, and not before', async () => {
    const files = await StagedFiles.open([at('a'), at('b')], false);
    await files.file(0).write('x'.repeat(3_000_000));
    await files.file(1).write('y');
    assert.deepEqual([existsSync(at('a')), existsSync(at('b'))], [false, false]);
    await files.commit();
    assert.deepEqual(readdirSync(folder), ['a', 'b']);
    assert.equal(read('a').length, 3_000_000);
    assert.equal(read('b'), 'y');
  });

  it('leave nothing when they are given up, or the process is told to end', async () => {
    const files = await StagedFiles.open([at('a')], false);
    await files.file(0).write('x');
    assert.equal(readdirSync(folder).length, 1);
    await files.abort();
    assert.deepEqual(readdirSync(folder), []);
    const others = await StagedFiles.open([at('a')], false);
    removeStagedNow();
    assert.deepEqual(readdirSync(folder), []);
    await others.abort();
  });

  it('replace what is there only where they may', async () => {
    writeFileSync(at('a'), 'old');
    await assert.rejects(StagedFiles.open([at('b'), at('a')], false), TargetExists);
    const meanwhile = await StagedFiles.open([at('b'), at('c')], false);
    writeFileSync(at('c'), 'theirs');
    await assert.rejects(meanwhile.commit(), TargetExists);
    assert.deepEqual(readdirSync(folder), ['a', 'c']);
    assert.equal(read('c'), 'theirs');
    const files = await StagedFiles.open([at('a')], true);
    await files.file(0).write('new');
    assert.equal(read('a'), 'old');
    await files.commit();
    assert.equal(read('a'), 'new');
    assert.deepEqual(readdirSync(folder), ['a', 'c']);
  });

  if (process.platform !== 'win32') {
    it('keep permissions, and replace what a link names', async () => {
      writeFileSync(at('real'), 'old', { mode: 0o640 });
      symlinkSync('real', at('link'));
      const files = await StagedFiles.open([at('link')], true);
      await files.file(0).write('new');
      await files.commit();
      assert.equal(read('real'), 'new');
      assert.equal(statSync(at('real')).mode & 0o777, 0o640);
      assert.deepEqual(readdirSync(folder), ['link', 'real']);
    });
  }

  it('can’t be folders', async () => {
    mkdirSync(at('a'));
    await assert.rejects(StagedFiles.open([at('a')], true), /EISDIR/);
    await assert.rejects(StagedFiles.open([at('missing/a')], true), /ENOENT/);
  });

  it('clear away what processes left behind that are gone, and nothing else', async () => {
    const mine = await StagedFiles.open([at('a')], false);
    const [name] = readdirSync(folder);
    const dead = name!.replace(/-\d+-\w{8}\.tmp$/, '-999999999-01234567.tmp');
    const elsewhere = 'a.tuneset-00000000-1-01234567.tmp';
    const old = 'a.tuneset-00000000-1-76543210.tmp';
    const others = ['a.tmp', 'b.tuneset-00000000-1-01234567.tmp', 'a.tuneset-notes.tmp'];
    for (const each of [dead, elsewhere, old, ...others]) writeFileSync(at(each), '');
    utimesSync(at(old), 0, 0);
    const files = await StagedFiles.open([at('a')], false);
    await files.abort();
    assert.deepEqual(readdirSync(folder).sort(), [name!, elsewhere, ...others].sort());
    await mine.abort();
  });
});
