import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_ENDPOINT, startDemoServer } from '../host/demoServer.mjs';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { openWithKeys, save, temporaryFolder } from './window.mjs';

const RECORDS = 24;
/** Nothing but the requests to its own server may ever hold it. */
const KEY = 'sk-planted-Zq7wX0v3';
/** In a browser VS Code saves by itself. */
const settings = { 'files.autoSave': 'off', 'tuneset.tokens.hints': 'off' };

/** @param {number} i */
const line = (i) =>
  `{"id":  12345678901234567890, "messages": [{"role": "user", "content": "Which number comes after ${i}?"}, {"role": "assistant", "content": "${i + 1} comes after it, \\u5bf9."}], "task_type": "${i % 2 ? 'math' : 'logic'}"}\n`;

describe('A served model', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'train.jsonl');
  const results = path.join(folder, 'train.probe.jsonl');
  const text = Array.from({ length: RECORDS }, (_, i) => line(i)).join('');
  /** @type {Awaited<ReturnType<typeof startDemoServer>>} */
  let demo;
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  /** The page of the view that was opened last. */
  const view = () => window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const probe = () => view().locator('tuneset-probe');
  const answers = () => probe().locator('tuneset-answer');
  /** @param {string} name */
  const picture = (name) => window.page.screenshot({ path: path.join(hostStore, `probe-${name}.png`) });
  /** @param {string} file */
  const lines = (file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each));

  before(async () => {
    writeFileSync(dataset, text);
    demo = await startDemoServer({ key: KEY, pace: 5 });
    process.env[DEMO_ENDPOINT] = demo.baseUrl;
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings });
    await openWithKeys(window.page, dataset);
  });

  after(async () => {
    delete process.env[DEMO_ENDPOINT];
    await window?.close();
    await server?.stop();
    await demo?.stop();
  });

  it('lets nobody in without its key, which VS Code asks for and keeps', async () => {
    const { page } = window;
    await window.runCommand('Tuneset: Model Endpoints');
    await view().getByRole('button', { name: 'Test', exact: true }).click();
    await view().getByText('lets nobody in').first().waitFor();
    await view().getByRole('button', { name: 'Set Key…' }).click();
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(KEY);
    await page.keyboard.press('Enter');
    await view().getByText('A key is kept for this server.').waitFor();
    await view().getByRole('button', { name: 'Test', exact: true }).click();
    await view().getByText('What it can do').waitFor();
    await picture('endpoints');
    await page.keyboard.press('ControlOrMeta+F4');
  });

  it('answers beside the reference, with the probability of each token', async () => {
    const { page } = window;
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('a');
    await probe().getByRole('button', { name: 'Ask', exact: true }).click();
    await probe().getByText(/comes after it/).first().waitFor();
    await answers().first().getByText(/tokens/).first().waitFor();
    await picture('answer');
  });
});
