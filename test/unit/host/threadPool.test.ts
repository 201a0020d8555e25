import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ThreadPool } from '../../../src/host/threadPool';

/** Speaks as `answerJobs` does. A job is a number of milliseconds; some are not done. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, job }) => {
  if (job === -1) parentPort.postMessage({ id, error: { name: 'Error', message: 'no', code: 'EIO', syscall: 'read' } });
  else if (job === -2) throw new Error('crash');
  else setTimeout(() => parentPort.postMessage({ id, answer: job }), job);
});`;

describe('a thread pool', () => {
  let folder: string;
  let pool: ThreadPool<number, number>;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-pool-'));
    writeFileSync(path.join(folder, 'worker.cjs'), SCRIPT);
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => (pool = new ThreadPool(path.join(folder, 'worker.cjs'), 3)));
  afterEach(() => pool.close());

  async function all(jobs: Iterable<number> | AsyncIterable<number>): Promise<number[]> {
    const answers: number[] = [];
    for await (const answer of pool.run(jobs)) answers.push(answer);
    return answers;
  }

  it('gives the answers in the order of the jobs', async () => {
    const jobs = Array.from({ length: 60 }, (_, i) => (i * 7) % 11);
    assert.deepEqual(await all(jobs), jobs);
  });

  it('asks for jobs only as answers are taken', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<number> {
      for (;;) {
        asked++;
        yield 0;
      }
    }
    let taken = 0;
    for await (const _answer of pool.run(endless())) if (++taken === 100) break;
    assert.ok(asked < 100 + 3 * 5, String(asked));
  });

  it('throws the error of a job with its code, and does further jobs', async () => {
    await assert.rejects(all([1, -1, 2]), { message: 'no', code: 'EIO', syscall: 'read' });
    assert.deepEqual(await all([1, 2]), [1, 2]);
  });

  it('throws the error of a thread that ended, and starts another', async () => {
    await assert.rejects(all([-2]), { message: 'crash' });
    assert.deepEqual(await all([3, 1, 2, 0]), [3, 1, 2, 0]);
  });
});
