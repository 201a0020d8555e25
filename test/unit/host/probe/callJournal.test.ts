import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallJournal, isProcessRunning } from '../../../../src/host/probe/callJournal';

describe('The journal of calls', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tuneset-journal-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const journal = (process: number, running: readonly number[] = []): CallJournal =>
    new CallJournal(join(folder, 'calls'), process, (id) => running.includes(id));

  it('has nothing before anything is written', async () => {
    assert.deepEqual(await journal(1).read(), { lines: [], parts: [] });
  });

  it('has the lines in their order, of several windows', async () => {
    const [one, other] = [journal(1, [1, 2]), journal(2, [1, 2])];
    await Promise.all([...Array(20).keys()].flatMap((n) => [one.append({ one: n }), other.append({ other: n })]));
    const { lines } = await journal(3).read();
    assert.equal(lines.length, 40);
    const ofOne = lines.flatMap((line) => (line as { one?: number }).one ?? []);
    assert.deepEqual(ofOne, [...Array(20).keys()]);
  });

  it('gives up no more than a line that was torn off', async () => {
    const written = journal(1);
    await written.append({ n: 1 });
    appendFileSync(join(folder, 'calls', 'calls.jsonl'), '{"n": 2');
    assert.deepEqual((await journal(2).read()).lines, [{ n: 1 }]);
    await journal(2).append({ n: 3 });
    assert.deepEqual((await journal(2).read()).lines, [{ n: 1 }, { n: 3 }]);
  });

  it('finds what was cut off by the end of a process, and leaves alone what goes on elsewhere', async () => {
    const ended = journal(10);
    await ended.appendToPart(ended.partOf('a-1'), { kind: 'start' });
    await ended.appendToPart(ended.partOf('a-1'), { kind: 'delta' });
    const going = journal(11);
    await going.appendToPart(going.partOf('b-2'), { kind: 'start' });
    const now = journal(12, [11]);
    await now.appendToPart(now.partOf('c-3'), { kind: 'start' });
    const { parts } = await now.read();
    assert.deepEqual(parts, [{ name: 'part-10-a-1.jsonl', lines: [{ kind: 'start' }, { kind: 'delta' }] }]);
    await now.removePart(parts[0]!.name);
    assert.deepEqual((await now.read()).parts, []);
    assert.deepEqual(readdirSync(join(folder, 'calls')).sort(), ['part-11-b-2.jsonl', 'part-12-c-3.jsonl']);
  });

  it('goes on in a new file when one has become too long, and still has the older one', async () => {
    const long = journal(1);
    await long.append({ n: 1, text: 'x'.repeat(17 * 1024 * 1024) });
    assert.equal((await long.read()).lines.length, 1);
    await long.append({ n: 2 });
    const { lines } = await journal(2).read();
    assert.deepEqual(
      lines.map((line) => (line as { n: number }).n),
      [1, 2],
    );
    assert.deepEqual(readdirSync(join(folder, 'calls')).sort(), ['calls.jsonl', 'calls.older.jsonl']);
  });

  it('knows whether a process goes on', () => {
    assert.equal(isProcessRunning(process.pid), true);
    assert.equal(isProcessRunning(2 ** 22 + 12345), false);
  });
});
