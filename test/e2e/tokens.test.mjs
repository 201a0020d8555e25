import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { openWithKeys, temporaryFolder } from './window.mjs';

const project = '{\n  // ours\n  "target": "llamafactory",\n  "template": "qwen3",\n  "tokenizer": "qwen3"\n}\n';
const records = [
  '{"instruction": "用“春风”造一个句子。", "input": "", "output": "春风吹绿了江南的田野。"}',
  '{"instruction": "龘怎么读？", "input": "", "output": "读作 dá。<|im_end|>"}',
  '{"instruction": "Write a Python function that reverses a string.", "input": "", "output": "def reverse(text):\\n    return text[::-1]"}',
];

describe('The tokens of a dataset', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'tokens.jsonl');
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const boxes = () => window.page.locator('.view-overlays .cdr[class*="ced-"]');
  const status = () => window.page.locator('[id="tuneset.tuneset.tokens"]');
  const list = () => window.page.locator('.quick-input-list .monaco-list-row');

  /** @param {string} name */
  const screenshot = (name) => window.screenshot(path.join(hostStore, 'e2e', `tokens-${name}.png`));

  before(async () => {
    writeFileSync(path.join(folder, 'tuneset.json'), project);
    writeFileSync(dataset, `${records.join('\n')}\n`);
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings: { 'editor.wordWrap': 'on' } });
    await openWithKeys(window.page, dataset);
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('stand at the start of each record and in the status bar', async () => {
    const { page } = window;
    await page.locator('.view-line', { hasText: /^30\stok\s·\s14\strained/ }).waitFor();
    await status()
      .filter({ hasText: /Qwen3 · \d+ tok$/ })
      .waitFor();
    await screenshot('hints');
  });

  it('are outlined one by one in the text around the cursor, until Escape', async () => {
    const { page } = window;
    await page.keyboard.press('ControlOrMeta+g');
    await page.locator('.quick-input-widget .quick-input-box input').fill(':2:18');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor.focused').waitFor();
    const before = await boxes().count();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('t');
    await page.locator('.statusbar-item', { hasText: /\d+ tokens of Qwen3/ }).waitFor();
    await boxes()
      .nth(before + 3)
      .waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('ControlOrMeta+i');
    const hover = page.locator('.monaco-hover:visible', { hasText: '2 tokens share this character' });
    await hover.waitFor();
    await screenshot('shown');
    await page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await boxes().nth(before).waitFor({ state: 'detached' });
  });

  it('are listed for the longest records, and Escape leads back', async () => {
    const { page } = window;
    const first = page.locator('.active-line-number', { hasText: /^2$/ });
    await first.waitFor();
    await window.runCommand('Tuneset: Go to Longest Records…');
    await list().filter({ hasText: '3 · Write a Python function' }).waitFor();
    await screenshot('longest');
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await first.waitFor();

    await window.runCommand('Tuneset: Go to Longest Records…');
    await list().filter({ hasText: '3 · Write a Python function' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.active-line-number', { hasText: /^3$/ }).waitFor();
  });

  it('are there in files for which VS Code draws no hints of its own', async () => {
    const { page } = window;
    const large = path.join(folder, 'large.jsonl');
    writeFileSync(large, '{"instruction":"a","output":"b"}\n'.repeat(300_001));
    await openWithKeys(page, large);
    const hover = page.locator('.monaco-hover:visible', { hasText: 'instruction' }).filter({ hasText: 'Total' });
    while (!(await hover.isVisible())) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.press('ControlOrMeta+i');
      await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await screenshot('large');
    await page.keyboard.press('Escape');
    await openWithKeys(page, dataset);
  });

  it('are those of the tokenizer that is chosen with a click', async () => {
    const { page } = window;
    await status().click();
    await list().filter({ hasText: 'in use' }).filter({ hasText: 'Qwen3' }).waitFor();
    await screenshot('tokenizers');
    await page.locator('.quick-input-widget .quick-input-box input').fill('deepseek');
    await list().filter({ hasText: 'DeepSeek-V3' }).click();
    await page.locator('.statusbar-item', { hasText: 'Tokenizer DeepSeek-V3, set in tuneset.json' }).waitFor();
    assert.equal(
      readFileSync(path.join(folder, 'tuneset.json'), 'utf8'),
      project.replace('"qwen3"\n}', '"deepseek-v3"\n}'),
    );
    await status().filter({ hasText: 'DeepSeek-V3' }).waitFor();
  });

  it('are downloaded from nowhere before the user says yes', async () => {
    const { page } = window;
    await status().click();
    await page.locator('.quick-input-widget .quick-input-box input').fill('hub');
    await list().filter({ hasText: 'Download from a model hub' }).click();
    const input = page.locator('.quick-input-widget input[placeholder="Qwen/Qwen3-8B"]');
    await input.waitFor();
    await page.keyboard.type('not a name');
    await page.locator('.quick-input-message', { hasText: 'This is no name of a model.' }).waitFor();
    await input.fill('nobody/nothing');
    await page.keyboard.press('Enter');
    const question = page.locator('.monaco-dialog-box');
    await question.filter({ hasText: 'From: https://huggingface.co/nobody/nothing' }).waitFor();
    await screenshot('download');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    assert.equal(await page.locator('.notification-toast', { hasText: 'Downloading' }).count(), 0);
  });
});
