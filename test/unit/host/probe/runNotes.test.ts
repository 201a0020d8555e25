import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunNotes } from '../../../../src/host/probe/runNotes';

const run = { uri: 'file:///data/train.jsonl', run: 'r1', name: 'epoch 2' };

describe('Notes of runs', () => {
  let folder: string;
  /** Processes that go on. */
  let alive: Set<number>;
  const notesOf = (process: number) => new RunNotes(join(folder, 'runs'), process, (id) => alive.has(id));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tuneset-notes-'));
    alive = new Set([1, 2]);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('tell of a run that another window makes, and not of one’s own', async () => {
    await notesOf(1).add(run);
    assert.deepEqual([...(await notesOf(2).elsewhere())], ['r1']);
    assert.deepEqual([...(await notesOf(1).elsewhere())], []);
    assert.deepEqual(await notesOf(2).interrupted(), []);
  });

  it('tell of a run whose process has ended', async () => {
    await notesOf(1).add(run);
    alive.delete(1);
    assert.deepEqual(await notesOf(2).interrupted(), [{ ...run, process: 1 }]);
    assert.deepEqual([...(await notesOf(2).elsewhere())], []);
  });

  it('are gone once the run is done', async () => {
    const notes = notesOf(1);
    await notes.add(run);
    await notes.remove('r1');
    alive.delete(1);
    assert.deepEqual(await notesOf(2).interrupted(), []);
    await notes.remove('r1');
  });

  it('pass over what is no note, and stay in their folder whatever a run is called', async () => {
    const notes = notesOf(1);
    await notes.add({ ...run, run: '../../x/..' });
    await writeFile(join(folder, 'runs', 'torn.json'), '{"uri":');
    await writeFile(join(folder, 'runs', 'other.json'), '[]');
    assert.deepEqual(await readdir(folder), ['runs']);
    assert.deepEqual([...(await notesOf(2).elsewhere())], ['../../x/..']);
  });

  it('are none where nothing was ever noted', async () => {
    assert.deepEqual(await notesOf(1).interrupted(), []);
  });
});
