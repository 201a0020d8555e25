import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient } from '../../../../src/host/probe/openClient';
import { ResultFile } from '../../../../src/host/probe/resultFile';
import { runClock } from '../../../../src/host/probe/runClock';
import { BatchRun } from '../../../../src/probe/batch/batchRun';
import type { RunPlan } from '../../../../src/probe/batch/plan';
import { runEndpoint, snapshotOf } from '../../../../src/probe/batch/runEndpoint';
import type { RunParts } from '../../../../src/probe/batch/runParts';
import { startImitation, type Imitation } from '../../../servers/startImitation';
import { caseOf, endpointOf, until } from './runInMemory';

const QUESTION = [{ role: 'user', content: 'Why does ice float on water?' }];
const KEY = 'planted-key-0815';

describe('a run against a server', function () {
  this.timeout(60_000);
  let folder: string;
  let server: Imitation;
  let results: ResultFile;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tuneset-run-'));
    server = await startImitation('vllm', { key: KEY });
    results = await ResultFile.open(join(folder, 'd.probe.jsonl'));
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  async function runOf(cases: number, more: Partial<RunPlan> = {}, parts: Partial<RunParts> = {}): Promise<BatchRun> {
    const sampling = { temperature: 0, topP: null, maxTokens: 24, seed: null, stop: [] };
    const endpoint = endpointOf('one', { baseUrl: server.baseUrl, model: 'demo-tuned', sampling });
    const client = await openClient(endpoint, KEY);
    const plan: RunPlan = {
      ...{ kind: 'run', version: 1, id: 'r', name: 'run', at: runClock.date(), dataset: 'd.jsonl', selection: 'all' },
      ...{ cases, endpoints: [snapshotOf(endpoint)], sampling: {}, tries: 1, measures: [{ kind: 'exact' }] },
      limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
      ...more,
    };
    return new BatchRun({
      plan,
      cases: Array.from({ length: cases }, (_, record) => ({ record, key: caseOf(record).key, turn: 1 })),
      endpoints: [runEndpoint(endpoint, client, null)],
      judges: new Map(),
      known: results.book.run('r'),
      getCases: async (names) => names.map(({ record }) => caseOf(record, { messages: QUESTION })),
      readCall: (entry) => results.readCall(entry),
      append: (lines) => results.append(lines),
      within: (work) => work(),
      clock: runClock,
      ...parts,
    });
  }

  const states = () => [...results.book.run('r')!.calls.values()].map(({ state }) => state);

  it('waits for a busy server as long as it says, and loses nothing', async () => {
    server.breaks = { busy: { times: 6, retryAfter: '1' } };
    const run = await runOf(12);
    await run.run();
    deepEqual(states(), Array<string>(12).fill('finished'));
    equal(run.status.failed, 0);
    match(run.status.faults[0]!.message, /\S/);
  });

  it('tells answers that were cut off, with what had come, and makes them again if asked to', async () => {
    server.breaks = { endAfter: 9 };
    await (await runOf(3)).run();
    deepEqual(states(), ['truncated', 'truncated', 'truncated']);
    const [entry] = results.book.run('r')!.calls.values();
    ok((await results.readCall(entry!)).answer.content !== '');
    server.breaks = {};
    await (await runOf(3)).run();
    deepEqual(states(), ['truncated', 'truncated', 'truncated']);
    await (await runOf(3, {}, { retryFailed: true })).run();
    deepEqual(states(), ['finished', 'finished', 'finished']);
  });

  it('pauses when the server is gone, keeps what it had answered, and goes on when it is back', async () => {
    const run = await runOf(40);
    const ended = run.run();
    await until(() => run.status.done >= 5);
    server.breaks = { answer: { status: 503, body: 'down' } };
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    const done = states().filter((state) => state === 'finished').length;
    ok(done >= 5);
    server.breaks = {};
    run.resume();
    await ended;
    deepEqual(states(), Array<string>(40).fill('finished'));
  });

  it('closes the connections of calls that are cancelled', async () => {
    server.breaks = { pace: 50 };
    const run = await runOf(8);
    const ended = run.run();
    await until(() => server.seen.running === 4 && server.seen.tokens > 0);
    await run.cancel();
    await ended;
    await until(() => server.seen.aborted === 4);
    equal(run.status.state, 'cancelled');
    server.breaks = {};
    await (await runOf(8)).run();
    deepEqual(states(), Array<string>(8).fill('finished'));
  });

  it('writes no key into the results, whatever the server answers', async () => {
    server.breaks = { answer: { status: 401, body: JSON.stringify({ error: { message: `bad key ${KEY}` } }) } };
    const run = await runOf(10);
    void run.run();
    await until(() => run.status.state === 'paused' && run.status.inFlight === 0);
    await run.stop();
    await results.flush();
    ok(!readFileSync(results.path, 'utf8').includes(KEY));
    ok(!JSON.stringify(run.status).includes(KEY));
  });
});
