import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_ENDPOINT, startDemoServer } from '../host/demoServer.mjs';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { offeredCommandsUntil, openWithKeys, save, temporaryFolder } from './window.mjs';

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
  const button = (/** @type {string} */ name) => probe().getByRole('button', { name, exact: true });
  /** @param {string} name */
  const section = (name) => button(name).click();
  const dirtyTab = () => window.page.locator(`.tab.dirty[data-resource-name="${path.basename(dataset)}"]`);
  /** Asks for an answer, and waits until it is complete. */
  const ask = async () => {
    await button('Ask').click();
    await probe()
      .getByRole('button', { name: /^Ask once more/ })
      .first()
      .waitFor();
  };
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
    await openWithKeys(window.page, dataset);
    await offeredCommandsUntil(window.page, ['Probe a Model with This Record'], (offered) => offered.length > 0);
    await window.page.keyboard.press('ControlOrMeta+k');
    await window.page.keyboard.press('a');
    await ask();
    await picture('answer');
    await button('Probabilities').click();
    await probe().locator('tuneset-probabilities').first().waitFor();
    await picture('probabilities');
  });

  it('scores the reference', async () => {
    await section('Score of the reference');
    await button('Score the reference').click();
    await probe().getByText('Perplexity').waitFor();
    await picture('score');
  });

  it('tells its rendered prompt, which is compared with ours', async () => {
    await section('Rendered prompt');
    await button('Compare the prompts').click();
    await probe()
      .getByText(/The prompts (?:are the same|have the same text|differ)/)
      .first()
      .waitFor();
    await picture('prompts');
  });

  it('has its answer taken for the reference, as an edit that can be undone', async () => {
    await section('Answers of the model');
    const answer = lines(dataset)[0].messages[1].content;
    await probe()
      .getByRole('button', { name: /^More about / })
      .first()
      .click();
    await probe().getByRole('menuitem', { name: 'Use it as the reference' }).click();
    await dirtyTab().click();
    await save(window.page, dataset);
    assert.notEqual(lines(dataset)[0].messages[1].content, answer);
    const [before, after] = [text, readFileSync(dataset, 'utf8')].map((all) => all.split('\n'));
    assert.deepEqual(after?.slice(1), before?.slice(1));
    await window.page.keyboard.press('ControlOrMeta+z');
    await save(window.page, dataset);
    assert.equal(readFileSync(dataset, 'utf8'), text);
  });

  it('has told its key to nobody', () => {
    const kept = filesBelow(path.join(server.userData, '..')).concat(filesBelow(folder));
    assert.ok(kept.length > 0);
    assert.deepEqual(
      kept.filter((file) => readFileSync(file).includes(KEY)),
      [],
    );
    assert.ok(!server.logTail().includes(KEY));
  });
});

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
