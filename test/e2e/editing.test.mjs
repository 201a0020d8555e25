import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { writeUserData } from '../host/userData.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import {
  activeTab,
  copyOfExamples,
  nextProblem,
  offeredCommandsUntil,
  openWithKeys,
  save,
  takeFirstFix,
} from './window.mjs';

/** As on a desktop; in a browser VS Code saves by itself. */
const settings = { 'files.autoSave': 'off' };

describe('A dataset in the editor', () => {
  const folder = copyOfExamples();
  /** @param {string} name */
  const file = (name) => path.join(folder, name);
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  before(async () => {
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings });
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('is mended with the keyboard alone, and undo brings every byte back', async () => {
    const { page } = window;
    const dataset = file('keyboard.jsonl');
    const before = '{"id":12345678901234567890,  "instruction":"\\u4f60好","output":"1.0",}\r\n';
    const mended = '{"id":12345678901234567890,  "instruction":"\\u4f60好","output":"1.0"}\r\n';
    writeFileSync(dataset, before);
    await openWithKeys(page, dataset);
    await page.locator('.squiggly-error').first().waitFor();

    await nextProblem(page, 'json-syntax');
    await takeFirstFix(page);
    await page.locator('.tab.active.dirty').waitFor();
    await save(page, dataset);
    assert.equal(readFileSync(dataset, 'utf8'), mended);

    await page.keyboard.press('ControlOrMeta+z');
    await page.locator('.tab.active.dirty').waitFor();
    await save(page, dataset);
    assert.equal(readFileSync(dataset, 'utf8'), before);
  });

  it('is not changed by a fix that may change its meaning until the preview is applied', async () => {
    const { page } = window;
    const dataset = file('faulty.jsonl');
    const line = page.locator('.editor-instance .view-line', { hasText: '光合作用是植物' });
    await openWithKeys(page, dataset);
    await page.locator('.squiggly-error').first().waitFor();
    await nextProblem(page, 'field-missing');
    await takeFirstFix(page);

    const preview = page.locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'otuput' }).waitFor();
    assert.equal(await page.locator('.tab.active.dirty').count(), 0);
    assert.match(await line.innerText(), /"otuput"/);

    await preview.locator('.edit-checkbox').first().click();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.tab.active.dirty').waitFor();
    assert.match(await line.innerText(), /"output"/);
    await activeTab(page, dataset).click();
    await page.keyboard.press('ControlOrMeta+z');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    assert.match(await line.innerText(), /"otuput"/);
  });

  it('has commands that other files do not have', async () => {
    const { page } = window;
    writeFileSync(file('package.json'), '{ "name": "no-dataset" }\n');
    await openWithKeys(page, file('package.json'));
    const asked = ['Go to Record…', 'Show Log'];
    const everywhere = await offeredCommandsUntil(page, asked, (titles) => !titles.includes('Go to Record…'));
    assert.deepEqual(everywhere, ['Show Log']);

    await openWithKeys(page, file('good.jsonl'));
    const inDataset = await offeredCommandsUntil(page, asked, (titles) => titles.length === asked.length);
    assert.deepEqual(inDataset, asked);
  });

  it('is drawn in light, dark and high contrast themes', async () => {
    const { page } = window;
    const themes = /** @type {const} */ ({ light: 'vs', dark: 'vs-dark', hc: 'hc-black' });
    for (const [theme, kind] of Object.entries(themes)) {
      await writeUserData(server, { settings, theme: /** @type {keyof themes} */ (theme) });
      await page.reload();
      await page.locator(`.monaco-workbench.${kind} .part.statusbar`).waitFor();
      await openWithKeys(page, file('faulty.jsonl'));
      await page.locator('.squiggly-error').first().waitFor();
      await window.screenshot(path.join(hostStore, 'e2e', `${theme}.png`));
    }
  });
});
