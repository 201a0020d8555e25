import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_ENDPOINT, startDemoServer } from '../host/demoServer.mjs';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { offeredCommandsUntil, openWithKeys, temporaryFolder } from './window.mjs';

/** A key that must be nowhere but where it belongs. */
const KEY = 'planted-key-5f1e0c77';
/** Milliseconds between tokens: an answer takes some seconds. */
const PACE = 250;
const RECORDS = [
  '{"instruction": "Why does ice float on water?", "input": "", "output": "It is less dense."}',
  '{"instruction": "Add 2 and 3.", "input": "", "output": "5"}',
];
/** What the demo model answers to the first of them. */
const ANSWER = /Water expands/;
const settings = { 'files.autoSave': 'off', 'tuneset.tokens.hints': 'off' };

/** @param {string} folder @returns {string[]} the files in it that have the key */
function filesWithKey(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(KEY));
}

describe('What a model answers', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  const userDataDir = temporaryFolder();
  const dataset = path.join(folder, 'train.jsonl');
  /** @type {Awaited<ReturnType<typeof startDemoServer>>} */
  let demo;
  /** @type {Awaited<ReturnType<typeof startDemoServer>>} */
  let guarded;
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const view = () => window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const answers = () => view().locator('tuneset-probe-answer');
  const ask = () => view().getByRole('button', { name: 'Ask', exact: true }).click();
  /** @param {string} entry */
  const choose = async (entry) => {
    await answers().first().locator('tuneset-menu').getByRole('button').first().click();
    await answers().first().getByRole('menuitem', { name: entry }).click();
  };
  /** @param {RegExp} text such as `Record 1 of 2` */
  const shows = (text) => view().locator('header [role=status]', { hasText: text }).waitFor();

  before(async () => {
    writeFileSync(dataset, `${RECORDS.join('\n')}\n`);
    demo = await startDemoServer({ pace: PACE });
    guarded = await startDemoServer({ key: KEY });
    process.env[DEMO_ENDPOINT] = demo.baseUrl;
    await start();
  });

  after(async () => {
    delete process.env[DEMO_ENDPOINT];
    await window?.close();
    await server?.stop();
    await demo?.stop();
    await guarded?.stop();
  });

  /** A VS Code with the dataset and its probe, with what earlier ones left. */
  async function start() {
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot, userDataDir });
    window = await openWorkbench({ server, folder, settings });
    await openWithKeys(window.page, dataset);
    await offeredCommandsUntil(window.page, ['Probe a Model with This Record'], (offered) => offered.length > 0);
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('ControlOrMeta+Home');
    await window.page.keyboard.press('ControlOrMeta+k');
    await window.page.keyboard.press('a');
    await view().locator('tuneset-probe').getByText('Demo, tuned on the examples').first().waitFor();
  }

  it('comes in beside the reference', async () => {
    await ask();
    await answers().getByText(ANSWER).first().waitFor();
    await answers().getByText('ended by itself').first().waitFor();
  });

  it('becomes a new record, which can be undone', async () => {
    await choose('Make a new record of it');
    await shows(/^Record 2 of 3/);
    await window.page.locator('.tab[data-resource-name="train.jsonl"]').first().click();
    await window.page.keyboard.press('ControlOrMeta+z');
    await window.page.locator('.tab:not(.dirty)[data-resource-name="train.jsonl"]').first().waitFor();
    await window.page.keyboard.press('ControlOrMeta+Home');
    await shows(/^Record 1 of 2/);
    assert.equal(readFileSync(dataset, 'utf8'), `${RECORDS.join('\n')}\n`);
  });

  it('becomes the rejected one of a pair in a buffer, and what people say of it stands in the file of results', async () => {
    await choose('Use it as the rejected answer');
    await window.page.locator('.tab.dirty', { hasText: 'train.pairs.jsonl' }).waitFor();
    await answers().first().getByLabel('Bad case').first().selectOption('hallucination');
    const kinds = () => {
      try {
        const lines = readFileSync(path.join(folder, 'train.probe.jsonl'), 'utf8').trim().split('\n');
        return lines.map((line) => JSON.parse(line).kind);
      } catch {
        return [];
      }
    };
    while (!kinds().includes('judgement')) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(kinds(), ['call', 'judgement']);
  });

  it('is not lost when the editor is killed in the middle of it', async () => {
    await ask();
    const going = answers().filter({ hasText: /Answering/ });
    await going.getByText(ANSWER).first().waitFor();
    await server.stop();
    await window.close();
    await start();
    await answers().getByText('VS Code was closed before the answer was complete.').first().waitFor();
    await answers().first().getByText(ANSWER).first().waitFor();
    await window.screenshot(path.join(hostStore, 'e2e', 'probe-killed.png'));
  });

  it('is asked for with a key that stands in no file, no log and no view', async () => {
    const { page } = window;
    await window.runCommand('Tuneset: Model Endpoints');
    await view().getByRole('button', { name: 'Add an endpoint' }).first().click();
    await view().getByLabel('Name', { exact: true }).fill('Guarded');
    await view().getByLabel('Address').fill(guarded.baseUrl);
    await view().getByLabel('Model', { exact: true }).fill('demo-tuned');
    await view().getByRole('button', { name: 'Save', exact: true }).click();
    await view().getByText('It could not be asked:').first().waitFor();
    await view().getByRole('button', { name: 'Set Key…' }).click();
    await page.locator('.quick-input-widget input[type=password]').fill(KEY);
    await page.keyboard.press('Enter');
    await view().getByText('A key is kept for this server.').waitFor();
    await view().getByRole('button', { name: 'Test', exact: true }).click();
    await view().getByText('Its models').waitFor();
    await window.screenshot(path.join(hostStore, 'e2e', 'endpoints.png'));
    assert.deepEqual([...filesWithKey(folder), ...filesWithKey(userDataDir)], []);
    for (const frame of page.frames()) assert.ok(!(await frame.content().catch(() => '')).includes(KEY));
  });
});
