// `npm run pictures`: takes the pictures of the README files and of the walkthrough from a running VS Code, in English and in
// Chinese. With --only NAME, that picture alone.
import { cpSync, mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePackages, npm } from './ensurePackages.mjs';

/** @typedef {import('../test/host/workbench.mjs').Workbench} Workbench */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * A picture, and how VS Code gets to show what is on it.
 *
 * @typedef {object} Picture
 * @property {string} name
 * @property {boolean} [inWalkthrough] its English version is part of the walkthrough too
 * @property {'light' | 'dark'} theme
 * @property {{ width: number, height: number }} size of the window
 * @property {(window: Workbench) => Promise<Part[]>} show gives what must be on the picture
 */

/** @typedef {Locator | { x: number, y: number, width: number, height: number }} Part */

const root = fileURLToPath(new URL('..', import.meta.url));
const media = path.join(root, 'media');
/** Bytes that one picture may have. */
const limit = 150 * 1024;

const settings = {
  'editor.minimap.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
};

/** @type {readonly Picture[]} */
const pictures = [
  {
    name: 'problems',
    inWalkthrough: true,
    theme: 'light',
    size: { width: 840, height: 590 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'faulty.jsonl');
      await page.keyboard.press('ControlOrMeta+Shift+m');
      const list = page.locator('.markers-panel .monaco-list');
      await list.locator('.monaco-list-row').nth(6).waitFor();
      await list.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowDown');
      await page.locator('.active-line-number', { hasText: /^3$/ }).waitFor();
      return [page.locator('.part.editor'), page.locator('.part.panel')];
    },
  },
  {
    name: 'fix',
    inWalkthrough: true,
    theme: 'light',
    size: { width: 860, height: 560 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'faulty.jsonl');
      await goTo(window, '6:1');
      await nextProblem(window);
      const { openQuickFixes } = await import('../test/e2e/window.mjs');
      await openQuickFixes(page);
      return [page.locator('.action-widget').first(), await lines(page, 16)];
    },
  },
  {
    name: 'preview',
    theme: 'light',
    size: { width: 840, height: 540 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'faulty.jsonl');
      await goTo(window, '3:1');
      await nextProblem(window);
      const { takeFirstFix } = await import('../test/e2e/window.mjs');
      await takeFirstFix(page);
      const change = page.locator('.bulk-edit-panel .monaco-list-row').nth(1);
      await change.waitFor();
      return [page.locator('.part.editor'), page.locator('.part.panel')];
    },
  },
  {
    name: 'outline',
    inWalkthrough: true,
    theme: 'light',
    size: { width: 1000, height: 560 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'good.jsonl', { sideBar: true });
      await collapse(page, 'Explorer Section: ');
      await page.getByRole('button', { name: 'Outline Section' }).click();
      await page.locator('.outline-tree .monaco-list-row').nth(6).waitFor();
      await page.locator('[id="status.languageStatus"]').click();
      await page.locator('.hover-language-status').first().waitFor();
      return [page.locator('.part.sidebar'), page.locator('.part.editor'), page.locator('.part.statusbar')];
    },
  },
  {
    name: 'project',
    inWalkthrough: true,
    theme: 'light',
    size: { width: 760, height: 520 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'tuneset.json');
      await goTo(window, '7:31');
      await page.keyboard.press('Control+Space');
      const widget = page.locator('.suggest-widget.visible');
      await widget.locator('.monaco-list-row').nth(1).waitFor();
      return [widget, await lines(page, 14)];
    },
  },
  {
    name: 'hover',
    theme: 'dark',
    size: { width: 860, height: 420 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'good.jsonl');
      await goTo(window, '5:70');
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.press('ControlOrMeta+i');
      const hover = page.locator('.monaco-hover:visible').first();
      await hover.waitFor();
      return [hover, await lines(page, 8)];
    },
  },
  {
    name: 'completion',
    theme: 'dark',
    size: { width: 860, height: 480 },
    show: async (window) => {
      const { page } = window;
      await openAlone(window, 'good.jsonl');
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.type('{"');
      const widget = page.locator('.suggest-widget.visible');
      await widget.locator('.monaco-list-row').nth(1).waitFor();
      return [widget, await lines(page, 9)];
    },
  },
];

/**
 * Opens a file with nothing beside it.
 *
 * @param {Workbench} window
 * @param {string} file
 * @param {{ sideBar?: boolean }} [options]
 */
async function openAlone({ page, openFile }, file, { sideBar = false } = {}) {
  await openFile(file);
  // Over the empty middle of the status bar the mouse brings up nothing.
  await page.mouse.move(230, (page.viewportSize()?.height ?? 0) - 5);
  await page.locator('.workbench-hover').first().waitFor({ state: 'hidden' });
  if (!sideBar) {
    await page.keyboard.press('ControlOrMeta+b');
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  }
  await page.locator('[id="status.languageStatus"]').waitFor();
  // The record at the cursor: from now on the server answers.
  if (file.endsWith('.jsonl')) await page.locator('.breadcrumbs-control', { hasText: ' · ' }).waitFor();
  if (file === 'faulty.jsonl') await page.locator('.squiggly-error').first().waitFor();
}

/**
 * @param {Workbench} window
 * @param {string} place `line:column`
 */
async function goTo({ page }, place) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${place}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await page.locator('.monaco-editor.focused').waitFor();
}

/**
 * Moves to the next problem, without the box in which VS Code shows its message.
 *
 * @param {Workbench} window
 */
async function nextProblem({ page }) {
  await page.keyboard.press('F8');
  const box = page.locator('.peekview-widget');
  await box.waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
  await page.locator('.monaco-editor.focused').waitFor();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} section the beginning of its name
 */
async function collapse(page, section) {
  const header = page.getByRole('button', { name: section });
  if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
}

/**
 * The tabs and the first lines of the editor.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} count
 */
async function lines(page, count) {
  const editor = await boxOf(page.locator('.part.editor'));
  const line = await boxOf(page.locator('.view-line').first());
  const text = await boxOf(page.locator('.lines-content').first());
  return { ...editor, height: text.y + count * line.height - editor.y };
}

/** @param {Locator} locator */
async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`Not on the screen: ${String(locator)}`);
  return box;
}

/**
 * The smallest part of the window that holds everything that must be on the picture.
 *
 * @param {readonly Part[]} parts
 */
async function around(parts) {
  const boxes = await Promise.all(parts.map(async (part) => ('boundingBox' in part ? boxOf(part) : part)));
  const left = Math.floor(Math.min(...boxes.map(({ x }) => x)));
  const top = Math.floor(Math.min(...boxes.map(({ y }) => y)));
  const right = Math.ceil(Math.max(...boxes.map(({ x, width }) => x + width)));
  const bottom = Math.ceil(Math.max(...boxes.map(({ y, height }) => y + height)));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * @param {Picture} picture
 * @param {'en' | 'zh-cn'} locale
 */
function fileOf({ name, inWalkthrough }, locale) {
  const folder = locale === 'zh-cn' ? 'readme/zh-cn' : inWalkthrough ? 'walkthrough' : 'readme';
  return path.join(media, folder, `${name}.png`);
}

/**
 * @param {Picture} picture
 * @param {'en' | 'zh-cn'} locale
 * @param {import('../test/host/vscodeServer.mjs').VsCodeServer} server
 * @param {string} examples
 */
async function take(picture, locale, server, examples) {
  const { openWorkbench } = await import('../test/host/workbench.mjs');
  const { theme, size } = picture;
  const window = await openWorkbench({ server, folder: examples, settings, locale, theme, viewport: size });
  try {
    const clip = await around(await picture.show(window));
    const file = fileOf(picture, locale);
    await window.page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
    const bytes = statSync(file).size;
    console.log(`${path.relative(root, file)}: ${clip.width} × ${clip.height}, ${Math.round(bytes / 1024)} KB`);
    if (bytes > limit) throw new Error(`${file} is larger than ${limit / 1024} KB.`);
  } finally {
    await window.close();
  }
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = pictures.filter(({ name }) => values.only === undefined || values.only === name);
  if (wanted.length === 0) throw new Error(`Pictures: ${pictures.map(({ name }) => name).join(', ')}`);
  ensurePackages();
  npm('run build');
  const { startVsCodeServer } = await import('../test/host/vscodeServer.mjs');
  const { onExit, removeFolder } = await import('../test/host/cleanup.mjs');
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'tuneset-pictures-'));
  onExit(() => removeFolder(temporary));
  const examples = path.join(temporary, 'examples');
  cpSync(path.join(root, 'examples'), examples, { recursive: true });
  const server = await startVsCodeServer({ which: 'latest', extension: root });
  try {
    for (const locale of /** @type {const} */ (['en', 'zh-cn'])) {
      for (const picture of wanted) await take(picture, locale, server, examples);
    }
  } finally {
    await server.stop();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
