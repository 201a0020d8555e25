import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listCalls } from '../../../../src/extension/probe/runs/listedCalls';
import { ResultFile } from '../../../../src/host/probe/resultFile';
import { callId, type CallLine } from '../../../../src/probe/batch/resultLine';
import type { RunPlan } from '../../../../src/probe/batch/plan';
import type { ListCallsParams } from '../../../../src/protocol/probeRuns';

const sampling = { temperature: 0, topP: null, maxTokens: null, seed: null, stop: [] };
const endpoint = { id: 'e', name: 'E', role: 'fine-tuned', model: 'm' } as const;
const plan: RunPlan = {
  ...{ kind: 'run', version: 1, id: 'r', name: '', at: '2026-01-01T00:00:00Z', dataset: 'd.jsonl', selection: '' },
  ...{ cases: 5, endpoints: [{ ...endpoint, baseUrl: 'http://h/v1', sampling, lora: [] }], sampling: {}, tries: 1 },
  measures: [{ kind: 'nll' }],
  limits: { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
};

function call(record: number, nll: number, changes: Partial<CallLine> = {}): CallLine {
  return {
    ...{ kind: 'call', id: callId('r', record, 0, 0), run: 'r', at: '2026-01-01T00:00:01Z', endpoint, try: 0 },
    ...{ record, key: `k${record}`, turn: 1, taskTypes: [record % 2 ? 'odd' : 'even'], kinds: [], turnCount: 2 },
    messages: [{ role: 'user', content: 'q' }],
    reference: { content: 'a', reasoning: '', calls: [] },
    answer: { content: 'b', reasoning: '', calls: [], finish: 'stop' },
    ...{ state: 'finished', fault: null, usage: null, firstTokenMs: 1, totalMs: 2 },
    sent: { sampling, model: 'm', stream: true, leftOut: [] },
    measures: { nll: { value: nll } },
    ...changes,
  };
}

const all: ListCallsParams = {
  ...{ run: 'r', endpoint: null, group: null, measure: null, only: 'all', from: 0, count: 20 },
};

describe('The calls behind a number', () => {
  let folder: string;
  let file: ResultFile;
  const records = async (params: Partial<ListCallsParams>) =>
    (await listCalls(file, { ...all, ...params })).calls.map(({ record }) => record);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tuneset-calls-'));
    file = await ResultFile.open(join(folder, 'd.probe.jsonl'));
    await file.append([
      plan,
      call(0, 1, { messages: [{ role: 'user', content: `${'x'.repeat(39_999)}😀${'y'.repeat(10)}` }] }),
      call(1, 3),
      call(2, 2, { state: 'truncated' }),
      call(3, 0, { state: 'failed', measures: {} }),
      call(4, 0, { state: 'cancelled', measures: {} }),
      {
        ...{ kind: 'judgement', call: callId('r', 1, 0, 0), key: 'k1', taskTypes: [], class: 'too-hard', note: 'n' },
        ...{ at: '2026-01-02T00:00:00Z', by: 'me' },
      },
    ]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are as many as the number says: cancelled ones are none of them', async () => {
    assert.deepEqual(await records({}), [0, 1, 2, 3]);
    assert.deepEqual(await records({ only: 'failed' }), [3]);
    assert.deepEqual(await records({ only: 'truncated' }), [2]);
    assert.deepEqual(await records({ only: 'judged' }), [1]);
    assert.deepEqual(await records({ group: { dimension: 'taskType', name: 'odd' } }), [1, 3]);
  });

  it('are sorted by the likelihood of their references, the least expected first', async () => {
    assert.deepEqual(await records({ measure: 'nll' }), [1, 2, 0, 3]);
  });

  it('come some at a time', async () => {
    const { total, calls } = await listCalls(file, { ...all, from: 1, count: 2 });
    assert.equal(total, 4);
    assert.deepEqual(
      calls.map(({ record }) => record),
      [1, 2],
    );
    assert.deepEqual(calls[0]?.judgement, { class: 'too-hard', note: 'n' });
    assert.deepEqual(await listCalls(file, { ...all, run: 'none' }), { total: 0, calls: [] });
  });

  it('have no endless texts, and no torn character', async () => {
    const [first] = (await listCalls(file, all)).calls;
    const content = first?.messages[0]?.content;
    assert.equal(content, `${'x'.repeat(39_999)}…`);
  });
});
