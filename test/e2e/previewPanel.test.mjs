import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { openWithKeys, save, temporaryFolder } from './window.mjs';

const COUNT = 9;
const TEXT = Array.from(
  { length: COUNT },
  (_, i) => `{"instruction": "问题 ${i}", "input": "", "output": "回答 ${i}", "score": 1.0}\n`,
).join('');

describe('The preview panel', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'data.jsonl');
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const view = () => window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const answer = () => view().locator('tuneset-turn').nth(1);
  /** @param {string} title */
  const tab = (title) => window.page.locator('.tab', { hasText: title });
  /** @param {number} number */
  const shows = (number) =>
    view()
      .locator('tuneset-turn', { hasText: `回答 ${number - 1}` })
      .first()
      .waitFor();

  before(async () => {
    writeFileSync(file, TEXT);
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder });
    await openWithKeys(window.page, file);
    // The icon is there as soon as the file is known as a dataset.
    await window.page.locator('.editor-actions [aria-label^="Preview Record"]').click();
    await shows(1);
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('goes from record to record with keys of its own, and with those of VS Code', async () => {
    const { page } = window;
    await answer().click({ position: { x: 200, y: 12 } });
    await page.keyboard.press(']');
    await shows(2);
    await page.keyboard.press('Alt+PageDown');
    await shows(3);
    await page.keyboard.press('[');
    await shows(2);
    // The cursor went with it.
    await page.locator('.breadcrumbs-control', { hasText: '2 · 问题 1' }).waitFor();
  });

  it('edits in the buffer of the file, and takes it back there with its own keys', async () => {
    const { page } = window;
    await answer().click({ position: { x: 200, y: 12 } });
    await page.keyboard.press('e');
    await view().locator('textarea').waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('新的');
    await page.keyboard.press('Control+Enter');
    await view().locator('tuneset-turn', { hasText: '新的回答 1' }).waitFor();
    assert.equal(readFileSync(file, 'utf8'), TEXT);
    /** @type {[string, RegExp][]} */
    const steps = [
      ['Control+z', /^(?!.*新的).*回答 1/s],
      ['Control+y', /新的回答 1/],
      ['Control+z', /^(?!.*新的).*回答 1/s],
    ];
    for (const [key, text] of steps) {
      await page.keyboard.press(key);
      await answer().filter({ hasText: text }).waitFor();
      // VS Code undoes in the editor that has the focus; then the view has it again.
      await view().locator('body').evaluate(focused);
    }
    await page.locator('.tab', { hasText: /^data\.jsonl/ }).click();
    await save(page, file);
    assert.equal(readFileSync(file, 'utf8'), TEXT);
  });

  it('keeps what it shows, and how, while it is hidden and when the window is loaded anew', async () => {
    const { page } = window;
    await view().locator('vscode-button[aria-label="Keep this record"]').click();
    await tab('Record 2 of data.jsonl').waitFor();
    await view().locator('[data-tab=model]').click();
    await view().locator('tuneset-token-text').first().waitFor();
    await window.runCommand('Developer: Reload Window');
    await page.locator('.tab', { hasText: 'data.jsonl' }).first().waitFor({ state: 'detached' });
    await tab('Record 2 of data.jsonl').click();
    await view().locator('tuneset-token-text').first().waitFor();
    await view().locator('[data-tab=conversation]').click();
    await shows(2);
    await view().locator('vscode-button[aria-label="Keep this record"]').click();
    await tab('Preview data.jsonl').waitFor();
  });

  it('follows its file when no editor shows it: changed on disk, deleted, and there again', async () => {
    await tab('data.jsonl').first().click({ button: 'middle' });
    await tab('data.jsonl').nth(1).waitFor({ state: 'detached' });
    writeFileSync(file, TEXT.replace('回答 1', '回答 1，改过'));
    await view().locator('tuneset-turn', { hasText: '改过' }).waitFor();
    rmSync(file);
    await view().getByText('data.jsonl is not there any more.').waitFor();
    writeFileSync(file, TEXT);
    await shows(2);
  });
});

/**
 * @param {{ readonly ownerDocument: { hasFocus(): boolean } }} body
 * @returns {Promise<void>} when its page has the focus
 */
function focused({ ownerDocument }) {
  return new Promise((resolve) => {
    const look = () => (ownerDocument.hasFocus() ? resolve() : setTimeout(look, 10));
    look();
  });
}
