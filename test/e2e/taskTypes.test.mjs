import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { activeTab, openWithKeys, temporaryFolder } from './window.mjs';

const types = ['推理 - 常识', '写作', '写作', '', '闲聊'];
const records = types.map(
  (type, i) => `{"instruction": "第${i + 1}题", "input": "", "output": "好的。", "task_type": "${type}"}\n`,
);
const taxonomy = { types: [{ name: '推理', types: [{ name: '常识' }] }, { name: '写作' }] };

describe('The view of task types', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'tagged.jsonl');
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  before(async () => {
    writeFileSync(dataset, records.join(''));
    writeFileSync(path.join(folder, 'tuneset.json'), JSON.stringify({ labels: {}, taxonomy }));
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder });
    await openWithKeys(window.page, dataset);
    await window.page.locator('.activitybar .action-item a[aria-label^="Tuneset"]').click();
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  /** @param {string} text how the line begins for those who hear it */
  const line = (text) => window.page.locator(`.pane-body .monaco-list-row[aria-label^="${text}"]`);

  it('shows what needs a hand and the types, with numbers that a screen reader reads', async () => {
    await line('写作, Records: 2').waitFor();
    for (const text of [
      'tagged.jsonl, Records: 5',
      'Untagged, Records: 1',
      'Unknown types, Records: 1',
      '推理, Records: 1',
    ]) {
      assert.equal(await line(text).count(), 1, text);
    }
    await window.screenshot(path.join(hostStore, 'e2e', 'taskTypes.png'));
  });

  it('follows edits and undo', async () => {
    const { page } = window;
    await page.locator('.monaco-editor .view-line', { hasText: '第2题' }).click();
    await page.keyboard.press('ControlOrMeta+Shift+k');
    await line('写作, Records: 1').waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await line('写作, Records: 2').waitFor();
  });

  it('lists the records of a line, and goes to the one that is picked', async () => {
    const { page } = window;
    await line('写作, Records: 2').click();
    const picks = page.locator('.quick-input-list .monaco-list-row');
    await picks.filter({ hasText: '第3题' }).click();
    await activeTab(page, dataset).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 3' }).waitFor();
  });
});
