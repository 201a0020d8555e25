import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallLimit } from '../../../../src/extension/probe/callLimit';
import { DatasetCalls } from '../../../../src/extension/probe/datasetCalls';
import { callLine, type KeptCall } from '../../../../src/extension/probe/keptCall';
import { CallJournal } from '../../../../src/host/probe/callJournal';
import type { Answer } from '../../../../src/probe/answer';
import type { ProbeProgressParams } from '../../../../src/protocol/probe';

const NOTHING: Answer = {
  ...{ state: 'cancelled', fault: null, content: '', reasoning: '', calls: [], finish: null, tokens: null },
  ...{ tokensAreLossy: false, usage: null, firstTokenMs: null, totalMs: 0, model: null },
  sent: {
    sampling: { temperature: 0, topP: null, maxTokens: 9, seed: null, stop: [] },
    ...{ model: 'm', stream: true, leftOut: [] },
  },
};

function call(id: string, changes: Partial<KeptCall> = {}): KeptCall {
  return {
    ...{ id, group: 'g', at: `2026-01-01T00:00:00.${id.padStart(3, '0')}Z`, key: 'k', record: 0, turn: 1 },
    ...{ taskTypes: ['math'], kinds: [], turnCount: 2, try: 0, prefill: '', isEdited: false },
    endpoint: { id: 'e', name: 'E', role: 'base', model: 'm' },
    messages: [{ role: 'user', content: '1 + 1?' }],
    reference: { content: 'It is 2.', reasoning: '', calls: [] },
    answer: NOTHING,
    ...changes,
  };
}

const finished = (content: string): Answer => ({ ...NOTHING, state: 'finished', finish: 'stop', content });

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('The calls of a dataset', () => {
  let folder: string;
  let process = 100;
  let faults: unknown[];
  let told: ProbeProgressParams[];
  let changes = 0;
  let journals: CallJournal[];
  beforeEach(() => {
    journals = [];
    folder = mkdtempSync(join(tmpdir(), 'tuneset-calls-'));
    faults = [];
    told = [];
  });
  afterEach(async () => {
    // What is read comes behind everything that is still to be written.
    await Promise.all(journals.map((journal) => journal.read()));
    assert.deepEqual(faults, []);
    rmSync(folder, { recursive: true });
  });

  /** As after the editor was started anew: no process before goes on. */
  function open(): { readonly calls: DatasetCalls; readonly journal: CallJournal } {
    const journal = new CallJournal(folder, ++process, () => false);
    journals.push(journal);
    const calls = new DatasetCalls({
      ...{ journal, now: () => performance.now(), onChange: () => changes++ },
      onProgress: (progress) => told.push(progress),
      onFault: (error) => faults.push(error),
      cutOff: () => 'Closed.',
    });
    return { calls, journal };
  }

  it('tell what comes in, gathered, and all of it is the answer', async () => {
    const { calls, journal } = open();
    changes = 0;
    const live = calls.begin(call('1'));
    assert.equal(changes, 1);
    assert.equal(calls.shown('k', 1)[0]?.progress, 'waiting');
    const token = { text: 'It', bytes: null, id: 1, logprob: -0.5, alternatives: [] };
    live.add({ content: 'It', tokens: [token] });
    live.add({ content: ' is' });
    await until(() => told.length > 0);
    live.add({ reasoning: 'Hm.', content: ' 3' });
    await until(() => told.length > 1);
    assert.deepEqual(
      told.map(({ delta }) => delta),
      [
        { content: 'It is', tokens: [token] },
        { content: ' 3', reasoning: 'Hm.' },
      ],
    );
    const [shown] = calls.shown('k', 1);
    assert.equal(shown?.progress, 'receiving');
    assert.equal(shown?.answer.content, 'It is 3');
    calls.end(live, finished('It is 3'));
    live.add({ content: 'too late' });
    assert.equal(calls.shown('k', 1)[0]?.progress, 'done');
    assert.deepEqual(calls.shown('k', 3), []);
    await journal.read();
  });

  it('are there again after a restart, with what people said of them', async () => {
    const { calls, journal } = open();
    for (const id of ['1', '2', '3']) calls.end(calls.begin(call(id)), finished(`answer ${id}`));
    calls.note({ kind: 'judge', call: '1', judgement: { class: 'hallucination', note: 'n' } });
    calls.note({ kind: 'vote', calls: ['1', '2'], best: '2' });
    calls.note({ kind: 'forget', calls: ['3'] });
    await journal.read();
    const again = open().calls;
    await again.load();
    const shown = again.shown('k', 1);
    assert.deepEqual(
      shown.map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(shown[0]?.judgement, { class: 'hallucination', note: 'n' });
    assert.deepEqual(
      shown.map(({ isBest }) => isBest),
      [false, true],
    );
  });

  it('lose nothing that had come when the editor was killed', async () => {
    const { calls, journal } = open();
    const live = calls.begin(call('1', { prefill: 'It ' }));
    live.add({ content: 'is' });
    await until(() => told.length > 0);
    live.add({ content: ' tw' });
    await until(() => told.length > 1);
    await journal.read();
    // No end: the process is gone.
    const { calls: again, journal: later } = open();
    await again.load();
    const [shown] = again.shown('k', 1);
    assert.equal(shown?.progress, 'done');
    assert.equal(shown?.answer.state, 'truncated');
    assert.equal(shown?.answer.content, 'is tw');
    assert.equal(shown?.answer.fault?.message, 'Closed.');
    await later.read();
    const third = open().calls;
    await third.load();
    assert.equal(third.shown('k', 1).length, 1);
  });

  it('go with their record when it says something else, those too that go on', async () => {
    const { calls, journal } = open();
    calls.end(calls.begin(call('1')), finished('one'));
    const live = calls.begin(call('2'));
    calls.carry('k', 'new');
    assert.deepEqual(calls.shown('k', 1), []);
    assert.equal(calls.shown('new', 1).length, 2);
    calls.end(live, finished('two'));
    await journal.read();
    const again = open().calls;
    await again.load();
    assert.equal(again.shown('new', 1).length, 2);
    again.carry('new', 'k');
    assert.equal(again.shown('k', 1).length, 2);
  });

  it('end in a line of the file of results that needs nothing else to be read', () => {
    const line = callLine(call('1', { prefill: 'It', answer: finished(' is 2.') }));
    assert.equal(line.kind, 'call');
    assert.equal(line.run, null);
    assert.equal(line.prefill, 'It');
    assert.deepEqual(line.answer, { content: ' is 2.', reasoning: '', calls: [], finish: 'stop' });
    assert.equal('group' in line, false);
    assert.equal('prefill' in callLine(call('1')), false);
  });
});

describe('A limit of calls', () => {
  it('lets so many be made at once, in the order in which they came', async () => {
    const limit = new CallLimit(2);
    const { signal } = new AbortController();
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const done = [0, 1, 2, 3].map((n) =>
      limit.run(async () => {
        begun.push(n);
        await new Promise<void>((resolve) => ends.push(resolve));
        return n;
      }, signal),
    );
    await until(() => begun.length === 2);
    ends[0]!();
    await until(() => begun.length === 3);
    ends[1]!();
    await until(() => begun.length === 4);
    ends.forEach((end) => end());
    assert.deepEqual(await Promise.all(done), [0, 1, 2, 3]);
    assert.deepEqual(begun, [0, 1, 2, 3]);
  });

  it('lets go who gives up while waiting', async () => {
    const limit = new CallLimit(1);
    const controller = new AbortController();
    let end = (): void => undefined;
    const first = limit.run(() => new Promise<void>((resolve) => (end = resolve)), new AbortController().signal);
    const second = limit.run(async () => 'made', controller.signal);
    controller.abort();
    assert.equal(await second, undefined);
    end();
    await first;
    assert.equal(await limit.run(async () => 'made', new AbortController().signal), 'made');
  });
});
