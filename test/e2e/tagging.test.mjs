import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { chineseRecords, TAXONOMY } from './chineseRecords.mjs';
import { openWithKeys, save, temporaryFolder } from './window.mjs';

/** @typedef {import('playwright-core').Page} Page */

const RECORDS = 1000;
const TAGGED = 50;

/** As on a desktop; in a browser VS Code saves by itself. */
const settings = { 'files.autoSave': 'off', 'tuneset.tokens.hints': 'off' };

/** Presses keys and counts them; a chord is one. */
class Keyboard {
  pressed = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} key */
  async press(key) {
    this.pressed += 1;
    await this.page.keyboard.press(key);
  }

  /** @param {string} text */
  async type(text) {
    for (const character of text) await this.press(character);
  }
}

describe('An annotator', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'chinese.jsonl');
  const records = chineseRecords(RECORDS);
  /** @param {number} index */
  const recordAt = (index) => records[index] ?? assert.fail(`There is no record ${index}.`);
  const text = records.map(({ text }) => `${text}\n`).join('');
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;
  /** @type {Keyboard} */
  let keyboard;

  /** @param {number} record 1-based */
  const asksFor = (record) =>
    window.page.locator('.quick-input-title', { hasText: new RegExp(`Record ${record}\\b`) }).waitFor();
  /** It fades out. */
  const listIsGone = () => window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  const first = () => window.page.locator('.quick-input-list .monaco-list-row.focused .label-name').first();
  /** @param {string} type */
  const isFirst = async (type) => (await first().innerText()).replaceAll('\u00a0', ' ').trim() === type;

  before(async () => {
    writeFileSync(dataset, text);
    writeFileSync(path.join(folder, 'tuneset.json'), JSON.stringify({ labels: {}, taxonomy: TAXONOMY }));
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings });
    keyboard = new Keyboard(window.page);
    await openWithKeys(window.page, dataset);
    await window.page.locator('.squiggly-warning').first().waitFor();
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('tags 50 records of a Chinese file with the keyboard alone, with about two keys each', async () => {
    await keyboard.press('Alt+Shift+J');
    for (const [i, { type, initials }] of records.slice(0, TAGGED).entries()) {
      await asksFor(i + 1);
      if (i === TAGGED - 1) await window.screenshot(path.join(hostStore, 'e2e', 'tagging.png'));
      if (!(await isFirst(type))) await keyboard.type(initials);
      await keyboard.press('Enter');
    }
    await asksFor(TAGGED + 1);
    await keyboard.press('Escape');
    await listIsGone();
    await save(window.page, dataset);
    const wanted = records.map(({ text, type }, i) =>
      i < TAGGED ? `${text.slice(0, -1)}, "task_type": ${JSON.stringify(type)}}\n` : `${text}\n`,
    );
    assert.equal(readFileSync(dataset, 'utf8'), wanted.join(''));
    console.log(`      ${keyboard.pressed} keys for ${TAGGED} records`);
    assert.ok(keyboard.pressed <= 2.2 * TAGGED, `${keyboard.pressed} keys`);
  });

  it('needs no pause between what it types and Enter', async () => {
    keyboard.pressed = 0;
    const { type, initials } = recordAt(TAGGED);
    await keyboard.press('Alt+J');
    await asksFor(TAGGED + 1);
    await keyboard.type(initials);
    await keyboard.press('Enter');
    await listIsGone();
    await save(window.page, dataset);
    const line = readFileSync(dataset, 'utf8').split('\n')[TAGGED] ?? '';
    assert.equal(JSON.parse(line).task_type, type);
  });

  it('goes on with two keys where the last type fits again, and one undo takes one back', async () => {
    keyboard.pressed = 0;
    const message = window.page.locator('.statusbar-item', { hasText: 'without a task type' });
    for (let i = 1; i <= 2; i++) {
      await keyboard.press('Alt+N');
      await message.filter({ hasText: `Record ${TAGGED + 1 + i};` }).waitFor();
      await keyboard.press('Alt+.');
      await window.page.locator('.statusbar-item', { hasText: recordAt(TAGGED).type }).waitFor();
    }
    assert.equal(keyboard.pressed, 4);
    await window.page.keyboard.press('ControlOrMeta+z');
    await save(window.page, dataset);
    const types = readFileSync(dataset, 'utf8')
      .split('\n')
      .slice(TAGGED, TAGGED + 3)
      .map((line) => JSON.parse(line).task_type);
    assert.deepEqual(types, [recordAt(TAGGED).type, recordAt(TAGGED).type, undefined]);
  });

  it('marks all records of a selection as robustness data', async () => {
    await window.page.keyboard.press('Shift+ArrowDown');
    await window.page.keyboard.press('Shift+End');
    await keyboard.press('Alt+M');
    await window.page.locator('.quick-input-title', { hasText: '2 Records' }).waitFor();
    await keyboard.type('typo');
    await keyboard.press('Enter');
    await first().filter({ hasText: 'typo' }).waitFor();
    await window.page.locator('.quick-input-list .monaco-list-row.focused .codicon-check-all').waitFor();
    await keyboard.press('Enter');
    await listIsGone();
    await save(window.page, dataset);
    const marked = readFileSync(dataset, 'utf8').match(/"robustness": "typo"/g);
    assert.equal(marked?.length, 2);
  });

  it('gives a record several task types where the project allows them', async () => {
    const other = temporaryFolder();
    const file = path.join(other, 'several.jsonl');
    const labels = { taskType: { several: true } };
    writeFileSync(path.join(other, 'tuneset.json'), JSON.stringify({ labels, taxonomy: TAXONOMY }));
    writeFileSync(file, text);
    await window.close();
    window = await openWorkbench({ server, folder: other, settings });
    keyboard = new Keyboard(window.page);
    await openWithKeys(window.page, file);
    await window.page.locator('.squiggly-warning').first().waitFor();
    await keyboard.press('Alt+J');
    await asksFor(1);
    const done = window.page.locator('.quick-input-list .monaco-list-row.focused', {
      has: window.page.locator('.codicon-check-all'),
    });
    await keyboard.type('fy');
    await keyboard.press('Enter');
    await done.filter({ hasText: '翻译' }).waitFor();
    await keyboard.type('xz');
    await keyboard.press('Enter');
    await done.filter({ hasText: '写作' }).waitFor();
    await keyboard.press('Enter');
    await window.page.locator('.tab.active.dirty').waitFor();
    await save(window.page, file);
    const types = ['语言任务 - 翻译', '文本创作 - 写作'];
    const wanted = `${recordAt(0).text.slice(0, -1)}, "task_type": ["${types.join('", "')}"]}`;
    assert.equal(readFileSync(file, 'utf8').split('\n')[0], wanted);
  });

  it('tags no other record than the one that was asked for, also if the file changes in the meantime', async () => {
    const other = temporaryFolder();
    const file = path.join(other, 'changing.jsonl');
    writeFileSync(path.join(other, 'tuneset.json'), JSON.stringify({ labels: {}, taxonomy: TAXONOMY }));
    const [one, two, three, four] = records.slice(0, 4).map(({ text }) => `${text}\n`);
    writeFileSync(file, `${two}${three}`);
    await window.close();
    window = await openWorkbench({ server, folder: other, settings });
    const { page } = window;
    keyboard = new Keyboard(page);
    await openWithKeys(page, file);
    await page.locator('.squiggly-warning').first().waitFor();
    /** @param {string} text */
    const changeTo = async (text) => {
      const lines = page.locator('.editor-instance .view-line');
      const before = await lines.count();
      writeFileSync(file, text);
      await lines.nth(before).waitFor();
    };
    await keyboard.press('Alt+J');
    await asksFor(1);
    await changeTo(`${one}${two}${three}`);
    await keyboard.type('fy');
    await keyboard.press('Enter');
    await page.locator('.notification-toast', { hasText: 'changed in the meantime' }).waitFor();
    assert.equal(await page.locator('.tab.active.dirty').count(), 0);
    await page.keyboard.press('ControlOrMeta+Home');
    await keyboard.press('Alt+Shift+J');
    await asksFor(1);
    await changeTo(`${one}${two}${three}${four}`);
    await keyboard.type('fy');
    await keyboard.press('Enter');
    await asksFor(2);
    await keyboard.press('Escape');
    await listIsGone();
    await save(page, file);
    const tagged = `${recordAt(0).text.slice(0, -1)}, "task_type": "语言任务 - 翻译"}\n`;
    assert.equal(readFileSync(file, 'utf8'), `${tagged}${two}${three}${four}`);
  });
});
