import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startDemoServer } from '../host/demoServer.mjs';
import { projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { offeredCommandsUntil, openWithKeys, temporaryFolder } from './window.mjs';

const COMMAND = 'Probe a Model with Many Records';
const RECORDS = 40;
/** Milliseconds between tokens, so that a run takes some seconds. */
const PACE = 25;
const settings = { 'files.autoSave': 'off', 'tuneset.tokens.hints': 'off' };

describe('Many probes', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const userDataDir = temporaryFolder();
  const dataset = path.join(folder, 'train.jsonl');
  const results = path.join(folder, 'train.probe.jsonl');
  /** @type {Awaited<ReturnType<typeof startDemoServer>>} */
  let demo;
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const view = () => window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const button = (/** @type {string} */ name) => view().getByRole('button', { name, exact: true });

  /** @returns {any[]} */
  const lines = () =>
    existsSync(results)
      ? readFileSync(results, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
  const finished = () => lines().filter(({ kind, state }) => kind === 'call' && state !== 'cancelled');

  before(async () => {
    const record = (/** @type {number} */ i) => ({
      instruction: `Why does ice float on water? (${i})`,
      output: 'Water expands when it freezes, so ice is less dense and floats.',
      task_type: i % 2 ? 'physics - water' : 'physics - ice',
    });
    const texts = Array.from({ length: RECORDS }, (_, i) => `${JSON.stringify(record(i))}\n`);
    writeFileSync(dataset, texts.join(''));
    demo = await startDemoServer({ pace: PACE });
    process.env.TUNESET_DEMO_ENDPOINT = demo.baseUrl;
    await start();
    await window.runCommand(`Tuneset: ${COMMAND}`);
  });

  after(async () => {
    delete process.env.TUNESET_DEMO_ENDPOINT;
    await window?.close();
    await server?.stop();
    await demo?.stop();
  });

  async function start() {
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot, userDataDir });
    window = await openWorkbench({ server, folder, settings, viewport: { width: 1280, height: 1000 } });
    await openWithKeys(window.page, dataset);
    await offeredCommandsUntil(window.page, [COMMAND], (offered) => offered.length > 0);
  }

  /** @param {() => boolean} condition */
  async function until(condition) {
    while (!condition()) await wait(50);
  }

  it('says how many calls a run will be', async () => {
    await view().getByText(`${RECORDS} places in records, ${RECORDS} calls.`).waitFor();
    await view()
      .getByRole('checkbox', { name: /NLL of the reference/ })
      .check();
    await window.screenshot(path.join(projectRoot, '.vscode-test', 'e2e', 'runs-setup.png'));
  });

  it('makes a run, which can be paused and goes on', async () => {
    await button('Start').click();
    await button('Pause').click();
    await view().locator('.state', { hasText: 'paused' }).waitFor();
    await button('Resume').click();
    await until(() => finished().length >= 6);
    await window.screenshot(path.join(projectRoot, '.vscode-test', 'e2e', 'runs-running.png'));
  });

  it('loses nothing when the editor is killed, and offers the run to be resumed', async () => {
    await window.close();
    await server.stop();
    const before = finished();
    assert.ok(before.length >= 6 && before.length < RECORDS, String(before.length));
    await start();
    await window.page.getByRole('button', { name: 'Show the Run' }).click();
    await view().locator('.state', { hasText: 'interrupted' }).waitFor();
    await button('Resume').click();
    await view().locator('.state', { hasText: 'completed' }).waitFor({ timeout: 120_000 });
    const calls = finished();
    assert.equal(calls.length, RECORDS);
    assert.equal(new Set(calls.map(({ id }) => id)).size, RECORDS);
    assert.deepEqual(calls.slice(0, before.length), before);
    for (const { state, measures } of calls) {
      assert.equal(state, 'finished');
      assert.deepEqual(Object.keys(measures).sort(), ['chrf', 'nll', 'normalised', 'rougeL']);
      assert.ok(measures.nll.value > 0, JSON.stringify(measures.nll));
    }
  });

  it('leads from a number to its calls, and from a call to its record', async () => {
    const row = view().getByRole('row', { name: /physics - ice/ });
    await row.getByRole('button').nth(1).click();
    await view()
      .getByRole('heading', { name: /physics - ice.*\(20\)/ })
      .waitFor();
    await window.screenshot(path.join(projectRoot, '.vscode-test', 'e2e', 'runs-report.png'));
    await view().getByText('Record 3', { exact: true }).click();
    await button('Open the record').click();
    await window.page.locator('.tab', { hasText: 'Preview train.jsonl' }).waitFor();
  });
});
