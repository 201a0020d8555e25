import { deepEqual, equal, rejects } from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResultFile } from '../../../../src/host/probe/resultFile';
import type { CallLine, ProbeLine } from '../../../../src/probe/batch/resultLine';

const judgement = (call: string, at = '2026-01-01T00:00:00Z', className: string | null = 'x'): ProbeLine => ({
  kind: 'judgement',
  ...{ call, at, class: className, key: 'k', taskTypes: [], note: '', by: 'me' },
});

function callLine(id: string, content: string, at = '2026-01-01T00:00:00Z'): CallLine {
  return {
    kind: 'call',
    ...{ id, run: null, at, endpoint: { id: 'e', name: 'e', role: 'other', model: 'm' }, try: 0, key: 'k' },
    ...{ record: 0, turn: 1, taskTypes: [], kinds: [], turnCount: 2, messages: [], state: 'finished', fault: null },
    reference: { content: '', reasoning: '', calls: [] },
    answer: { content, reasoning: '', calls: [], finish: 'stop' },
    ...{ usage: null, firstTokenMs: 1, totalMs: 2, measures: {} },
    sent: {
      sampling: { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] },
      ...{ model: 'm', stream: true, leftOut: [] },
    },
  };
}

describe('the file of results', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuneset-results-'));
    path = join(folder, 'train.probe.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made when there is something to write, and has a line for each thing', async () => {
    const file = await ResultFile.open(path);
    equal(file.book.runs.length, 0);
    await file.append([callLine('a', '中文'), judgement('a')]);
    await file.flush();
    equal(readFileSync(path, 'utf8').split('\n').length, 3);
    equal(file.book.judgement('a')?.class, 'x');
    equal((await file.readCall(file.book.call('a')!)).answer.content, '中文');
  });

  it('reads what others append, and leaves a torn line as it is', async () => {
    const file = await ResultFile.open(path);
    await file.append([callLine('a', '1')]);
    const line = JSON.stringify(callLine('b', '2'));
    appendFileSync(path, line.slice(0, 40));
    await file.refresh();
    equal(file.book.call('b'), undefined);
    equal(file.book.unreadable, 0);
    appendFileSync(path, `${line.slice(40)}\r\n{"kind":"call","id":`);
    await file.refresh();
    equal((await file.readCall(file.book.call('b')!)).answer.content, '2');
    // Somebody was stopped in the middle of a line: the next one begins anew.
    await file.append([callLine('c', '3')]);
    equal((await file.readCall(file.book.call('c')!)).answer.content, '3');
    equal(file.book.unreadable, 1);
    const other = await ResultFile.open(path);
    deepEqual(
      [...other.book.calls].map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    equal(other.book.unreadable, 1);
  });

  it('passes over lines of kinds and versions that it does not know', async () => {
    writeFileSync(path, '\ufeff{"kind":"dream"}\n\n{"kind":"run","version":9}\n[]\n{"kind":"call"}\n');
    const file = await ResultFile.open(path);
    equal(file.book.unreadable, 2);
  });

  it('reads a last line that has no end', async () => {
    writeFileSync(path, JSON.stringify(callLine('a', '1')));
    const file = await ResultFile.open(path);
    await file.append([callLine('b', '2')]);
    deepEqual(
      [...file.book.calls].map(({ id }) => id),
      ['a', 'b'],
    );
    equal(file.book.unreadable, 0);
  });

  it('of lines about one thing lets the latest hold, in whatever order git joins them', async () => {
    const lines = [
      callLine('a', 'new', '2026-01-02T00:00:00Z'),
      judgement('a', '2026-01-02T00:00:00Z', null),
      callLine('a', 'old', '2026-01-01T00:00:00Z'),
      judgement('a', '2026-01-01T00:00:00Z'),
    ];
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const file = await ResultFile.open(path);
    equal((await file.readCall(file.book.call('a')!)).answer.content, 'new');
    equal(file.book.judgement('a'), undefined);
  });

  it('notices that the file was replaced, cut, or written anew', async () => {
    const file = await ResultFile.open(path);
    await file.append([callLine('a', '1'), callLine('b', '1')]);
    const other = join(folder, 'other');
    writeFileSync(other, `${JSON.stringify(callLine('c', '1'))}\n`.repeat(9));
    renameSync(other, path);
    await file.refresh();
    deepEqual(
      [...file.book.calls].map(({ id }) => id),
      ['c'],
    );
    writeFileSync(path, `${JSON.stringify(callLine('d', '1'))}\n`.repeat(20));
    await file.refresh();
    deepEqual(
      [...file.book.calls].map(({ id }) => id),
      ['d'],
    );
    truncateSync(path, 0);
    await file.refresh();
    deepEqual([...file.book.calls], []);
    rmSync(path);
    await file.append([callLine('e', '1')]);
    deepEqual(
      [...file.book.calls].map(({ id }) => id),
      ['e'],
    );
  });

  it('takes what two write at the same time', async () => {
    const [one, two] = [await ResultFile.open(path), await ResultFile.open(path)];
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? one : two).append([callLine(`c${i}`, 'x'.repeat(5000))])),
    );
    await one.refresh();
    equal([...one.book.calls].length, 50);
    equal(one.book.unreadable, 0);
    for (const entry of one.book.calls) equal((await one.readCall(entry)).id, entry.id);
  });

  it('says so when it cannot be written', async () => {
    const file = await ResultFile.open(join(folder, 'none', 'x.probe.jsonl'));
    await rejects(file.append([judgement('a')]), { code: 'ENOENT' });
  });
});
