import { cpSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onExit, removeFolder } from '../host/cleanup.mjs';
import { projectRoot } from '../host/paths.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @returns {string} a copy of `examples/` that a test may change; it goes with the process */
export function copyOfExamples() {
  const folder = path.join(temporaryFolder(), 'examples');
  cpSync(path.join(projectRoot, 'examples'), folder, { recursive: true });
  return folder;
}

/** @returns {string} an empty folder that goes with the process */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuneset-e2e-'));
  onExit(() => removeFolder(folder));
  return folder;
}

/**
 * Opens a file with keys alone, and waits until the server knows its records, which the breadcrumbs then show.
 *
 * @param {Page} page
 * @param {string} file absolute path
 */
export async function openWithKeys(page, file) {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  const entry = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: path.basename(file) });
  await page.keyboard.press('ControlOrMeta+p');
  await input.waitFor();
  await page.keyboard.type(file);
  await entry.first().waitFor();
  await page.keyboard.press('Enter');
  await activeTab(page, file).waitFor();
}

/**
 * @param {Page} page
 * @param {string} file
 */
export function activeTab(page, file) {
  return page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`);
}

/**
 * Saves, and waits until VS Code has.
 *
 * @param {Page} page
 * @param {string} file
 */
export async function save(page, file) {
  await page.keyboard.press('ControlOrMeta+s');
  await page.locator(`.tab.active:not(.dirty)[data-resource-name="${path.basename(file)}"]`).waitFor();
}

/**
 * Moves to the next problem with F8. The box with its message stays open.
 *
 * @param {Page} page
 * @param {string} rule
 */
export async function nextProblem(page, rule) {
  await page.keyboard.press('F8');
  await page.locator('.peekview-widget', { hasText: rule }).waitFor();
}

/**
 * Opens the menu of quick fixes at the cursor. While other extensions are still starting, VS Code may drop the request; a
 * person would press the keys again.
 *
 * @param {Page} page
 */
export async function openQuickFixes(page) {
  const entry = page.locator('.action-widget .monaco-list-row.focused');
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('ControlOrMeta+.');
    try {
      await entry.waitFor({ timeout: 3000 });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/**
 * Applies the preferred fix of the problem at the cursor.
 *
 * @param {Page} page
 */
export async function takeFirstFix(page) {
  await openQuickFixes(page);
  await page.keyboard.press('Enter');
}

/**
 * Looks into the Command Palette until it offers what it should: VS Code hides and shows commands a moment later.
 *
 * @param {Page} page
 * @param {readonly string[]} asked titles without the extension's name
 * @param {(titles: readonly string[]) => boolean} done
 * @returns {Promise<string[]>} those of them that it offered at last
 */
export async function offeredCommandsUntil(page, asked, done) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    /** @type {string[]} */
    const offered = [];
    for (const title of asked) if (await isCommandOffered(page, title)) offered.push(title);
    if (done(offered) || Date.now() > deadline) return offered;
  }
}

/**
 * @param {Page} page
 * @param {string} title
 */
async function isCommandOffered(page, title) {
  const widget = page.locator('.quick-input-widget');
  const entries = widget.locator('.quick-input-list .monaco-list-row .label-name');
  // While a window is still being set up, the palette may be closed again by what takes the focus; a person would press the key again.
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('F1');
    try {
      // The list draws as many commands as there is room for, so each is asked for by its name.
      await widget.locator('.quick-input-box input').fill(`>Tuneset: ${title}`, { timeout: 3000 });
      await entries.first().waitFor({ timeout: 3000 });
      break;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
  const offered = await entries.allInnerTexts();
  await page.keyboard.press('Escape');
  await widget.waitFor({ state: 'hidden' });
  // VS Code puts the untranslated title behind the translated one.
  return offered.some((text) => text.replaceAll('\u00a0', ' ').startsWith(`Tuneset: ${title}`));
}
