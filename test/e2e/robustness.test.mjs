import { readFileSync, writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { openWithKeys, save, temporaryFolder } from './window.mjs';

const clean = '{"id": "a", "instruction": "为什么天空是蓝色的？", "input": "", "output": "因为散射。"}';
const marked =
  '{"id": "b", "instruction": "味什么天恐是蓝的", "input": "", "output": "因为散射。", "robustness": "typo", "variant_of": "a"}';

describe('A record that is bad on purpose', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'noisy.jsonl');
  const text = `${clean}\n${marked}\n${clean.replace('"a"', '"c"')}\n`;
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const icons = () => window.page.locator('.glyph-margin-widgets .cgmr');
  const warning = () => window.page.locator('.notification-toast', { hasText: 'bad on purpose' });

  /** @param {string} place line:column */
  async function goTo(place) {
    const { page } = window;
    await page.keyboard.press('ControlOrMeta+g');
    await page.locator('.quick-input-widget .quick-input-box input').fill(`:${place}`);
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor.focused').waitFor();
  }

  before(async () => {
    writeFileSync(dataset, text);
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings: { 'editor.wordWrap': 'on', 'files.autoSave': 'off' } });
    await openWithKeys(window.page, dataset);
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('has an icon in the gutter, and a hover that leads to its clean twin', async () => {
    const { page } = window;
    await icons().first().waitFor();
    assert.equal(await icons().count(), 1);
    await goTo('2:35');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('ControlOrMeta+i');
    await page.locator('.monaco-hover:visible', { hasText: 'this prompt is bad on purpose' }).waitFor();
    await window.screenshot(path.join(hostStore, 'e2e', 'robustness-hover.png'));
    await page.locator('.monaco-hover:visible a', { hasText: 'Go There' }).click();
    await page.locator('.active-line-number', { hasText: /^1$/ }).waitFor();
  });

  it('is protected: a warning comes with its first change only, and its Undo takes all of that back', async () => {
    const { page } = window;
    await goTo('2:35');
    await page.keyboard.type('xyz');
    await warning().waitFor();
    assert.equal(await warning().count(), 1);
    await warning().locator('.monaco-button', { hasText: 'Undo' }).click();
    await warning().waitFor({ state: 'hidden' });
    // The warning goes before the text does.
    await page.locator('.view-line', { hasText: 'xyz' }).first().waitFor({ state: 'detached' });
    await save(page, dataset);
    assert.equal(readFileSync(dataset, 'utf8'), text);
  });

  it('is protected from being deleted', async () => {
    const { page } = window;
    await goTo('2:1');
    await page.keyboard.press('ControlOrMeta+Shift+k');
    await warning().waitFor();
    await warning().locator('.monaco-button', { hasText: 'Undo' }).click();
    await warning().waitFor({ state: 'hidden' });
    await icons().first().waitFor();
    await save(page, dataset);
    assert.equal(readFileSync(dataset, 'utf8'), text);
  });
});
