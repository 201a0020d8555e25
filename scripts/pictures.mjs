// `npm run pictures`: takes the pictures of the README files and of the walkthrough from a running VS Code, in English and in
// Chinese. With --only NAME, that picture alone.
import { cpSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePackages, npm } from './ensurePackages.mjs';
import { tokensFolder } from './pictureFolder.mjs';
import { boxOf, collapse, goTo, lines, nextProblem, openAlone, openCounted, tokenStatus } from './pictureSteps.mjs';

/** @typedef {import('../test/host/workbench.mjs').Workbench} Workbench */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * A picture, and how VS Code gets to show what is on it.
 *
 * @typedef {object} Picture
 * @property {string} name
 * @property {boolean} [inWalkthrough] its English version is part of the walkthrough too
 * @property {'examples' | 'tokens'} [folder] `examples` if absent; `tokens` is made here
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
    name: 'tokens',
    inWalkthrough: true,
    folder: 'tokens',
    theme: 'light',
    size: { width: 900, height: 600 },
    show: async (window) => {
      const { page } = window;
      await openCounted(window);
      await page.locator('.squiggly-error').first().waitFor();
      const hover = page.locator('.monaco-hover:visible', { hasText: '96' }).first();
      // VS Code answers to a mouse that moves, once it has drawn what is below.
      for (let x = 50; !(await hover.isVisible()); x += 5) {
        if (x > 150) throw new Error('There is no hover at the count.');
        const record = await boxOf(page.locator('.view-line', { hasText: '⚠' }).first());
        await page.mouse.move(record.x + x, record.y + 10);
        await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
      }
      return [page.locator('.part.editor'), page.locator('.part.statusbar')];
    },
  },
  {
    name: 'tokenizers',
    folder: 'tokens',
    theme: 'light',
    size: { width: 900, height: 480 },
    show: async (window) => {
      const { page } = window;
      await openCounted(window);
      await tokenStatus(window).click();
      const widget = page.locator('.quick-input-widget');
      await widget.locator('.monaco-list-row').nth(4).waitFor();
      return [widget, page.locator('.part.editor'), page.locator('.part.statusbar')];
    },
  },
  {
    name: 'show-tokens',
    folder: 'tokens',
    theme: 'dark',
    size: { width: 900, height: 420 },
    show: async (window) => {
      const { page } = window;
      await openCounted(window);
      await goTo(window, '2:1');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.press('t');
      await page.locator('.view-overlays .cdr[class*="ced-"]').nth(9).waitFor();
      await goTo(window, '2:18');
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.press('ControlOrMeta+i');
      const hover = page.locator('.monaco-hover:visible', { hasText: '82912' }).first();
      await hover.waitFor();
      return [hover, await lines(page, 8), page.locator('.part.statusbar')];
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
 * @param {string} temporary
 */
async function take(picture, locale, server, temporary) {
  const { openWorkbench } = await import('../test/host/workbench.mjs');
  const { theme, size } = picture;
  const folder = path.join(temporary, picture.folder ?? 'examples');
  const wrapped =
    picture.folder === 'tokens'
      ? { ...settings, 'editor.wordWrap': 'on', 'editor.unicodeHighlight.ambiguousCharacters': false }
      : settings;
  const window = await openWorkbench({ server, folder, settings: wrapped, locale, theme, viewport: size });
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
  cpSync(path.join(root, 'examples'), path.join(temporary, 'examples'), { recursive: true });
  mkdirSync(path.join(temporary, 'tokens'));
  for (const [name, text] of Object.entries(tokensFolder)) writeFileSync(path.join(temporary, 'tokens', name), text);
  const server = await startVsCodeServer({ which: 'latest', extension: root });
  try {
    for (const locale of /** @type {const} */ (['en', 'zh-cn'])) {
      for (const picture of wanted) await take(picture, locale, server, temporary);
    }
  } finally {
    await server.stop();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
