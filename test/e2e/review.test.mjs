import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { activeTab, offeredCommandsUntil, openWithKeys, temporaryFolder } from './window.mjs';

/** @typedef {import('playwright-core').Page} Page */

const RECORDS = 30;
/** In a browser VS Code saves by itself. */
const settings = {
  'files.autoSave': 'off',
  'tuneset.tokens.hints': 'off',
  'git.openRepositoryInParentFolders': 'never',
};

/** @param {number} index */
const recordText = (index) =>
  `{"instruction": "Question ${index + 1}: add ${index} and  1.0", "input": "", "output": "${index + 1}\\u4e2d", "task_type": "${index % 2 ? 'math' : '逻辑推理'}"}`;

describe('A reviewer', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'train.jsonl');
  const reviews = path.join(folder, 'train.review.jsonl');
  const text = Array.from({ length: RECORDS }, (_, i) => `${recordText(i)}\n`).join('');
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  const view = () => window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const bar = () => view().locator('tuneset-review-bar');
  /** @param {number} record 1-based */
  const shows = (record) => view().getByText(`Question ${record}:`, { exact: false }).first().waitFor();
  /** @param {string} title */
  const run = async (title) => {
    await window.page.keyboard.press('F1');
    await window.page.locator('.quick-input-widget .quick-input-box input').fill(`>Tuneset: ${title}`);
    const names = window.page.locator('.quick-input-list .monaco-list-row .label-name');
    await names
      .filter({ hasText: new RegExp(`^Tuneset: ${title}`) })
      .first()
      .click();
  };
  const canReview = () => offeredCommandsUntil(window.page, ['Review Records'], (offered) => offered.length > 0);
  const lines = () =>
    readFileSync(reviews, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  before(async () => {
    writeFileSync(dataset, text);
    writeFileSync(path.join(folder, 'tuneset.json'), JSON.stringify({ labels: {} }));
    for (const args of [
      ['init', '-q'],
      ['config', 'user.name', 'Ann Li'],
      ['config', 'user.email', 'ann@example.org'],
    ]) {
      execFileSync('git', args, { cwd: folder });
    }
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings });
    await openWithKeys(window.page, dataset);
    await canReview();
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('judges records with a key each, and the next one is shown', async () => {
    await run('Review Records…');
    await shows(1);
    await bar().getByText('No verdict yet').waitFor();
    for (const [i, key] of ['a', 'a', 'r', 'a', 'w', 'a'].entries()) {
      await window.page.keyboard.press(key);
      await shows(i + 2);
      await bar()
        .getByText(`${i + 1} of ${RECORDS} records reviewed`)
        .waitFor();
    }
    assert.deepEqual(
      lines().map(({ verdict, reviewer }) => [verdict, reviewer]),
      ['accepted', 'accepted', 'rejected', 'accepted', 'needs-work', 'accepted'].map((verdict) => [verdict, 'Ann Li']),
    );
    await window.page.screenshot({ path: path.join(hostStore, 'review.png') });
  });

  it('is offered once to have git join reviews', async () => {
    const offer = window.page.locator('.notification-toast', { hasText: 'Reviews are kept in train.review.jsonl' });
    await offer.getByRole('button', { name: 'Add the Line' }).click();
    const attributes = path.join(folder, '.gitattributes');
    const written = () => (existsSync(attributes) ? readFileSync(attributes, 'utf8') : '');
    // A file is there before its text is.
    while (written() === '') await window.page.waitForTimeout(20);
    assert.equal(written(), '*.review.jsonl merge=union\n');
  });

  it('writes a note and takes a verdict back', async () => {
    await view()
      .locator('tuneset-conversation')
      .click({ position: { x: 5, y: 5 } });
    await window.page.keyboard.press('n');
    await window.page.keyboard.type('a wrong sum');
    await window.page.keyboard.press('Enter');
    await bar()
      .getByText(/Noted by Ann Li/)
      .waitFor();
    await window.page.keyboard.press('u');
    await shows(6);
    await window.page.keyboard.press('u');
    await bar().getByText('No verdict yet').waitFor();
    assert.deepEqual(
      lines()
        .slice(-2)
        .map(({ verdict, note }) => [verdict, note]),
      [
        [undefined, 'a wrong sum'],
        [null, undefined],
      ],
    );
  });

  it('writes a note to the record that it was about, where a click on another one ended it', async () => {
    await view()
      .locator('tuneset-conversation')
      .click({ position: { x: 5, y: 5 } });
    await window.page.keyboard.press('n');
    await window.page.keyboard.type('left by a click');
    await window.page.locator('.monaco-editor .view-line', { hasText: 'Question 3:' }).click();
    await shows(3);
    while (lines().at(-1).note !== 'left by a click') await window.page.waitForTimeout(20);
    // The record whose verdict was taken back.
    assert.equal(lines().at(-1).record, lines().at(-2).record);
  });

  it('reads how the review stands', async () => {
    await run('Show Review Report');
    const report = window.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
    await report.getByRole('heading', { name: 'Review of train.jsonl' }).waitFor();
    await report.getByRole('cell', { name: 'Ann Li' }).waitFor();
    await report.getByText('Record 5', { exact: false }).first().waitFor();
    await window.page.screenshot({ path: path.join(hostStore, 'review-report.png') });
  });

  it('goes on where the review stopped, after the window was opened anew', async () => {
    await window.page.reload();
    await window.page.locator('.tab[data-resource-name="train.jsonl"]').click();
    await activeTab(window.page, dataset).waitFor();
    await canReview();
    await run('Review Records…');
    await shows(6);
  });

  it('has left the dataset as it was', () => {
    assert.equal(readFileSync(dataset, 'utf8'), text);
  });
});
