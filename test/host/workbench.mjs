import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { writeUserData } from './userData.mjs';
import { workbenchUrl } from './workbenchUrl.mjs';

/**
 * @typedef {object} Workbench a VS Code window in a headless browser
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').Browser} browser
 * @property {(relativePath: string) => Promise<void>} openFile opens a file of the folder, as Quick Open does
 * @property {(title: string) => Promise<void>} runCommand runs a command by what the Command Palette shows, such as `View: Split Editor`
 * @property {() => Promise<void>} dismissNotifications
 * @property {(file: string) => Promise<void>} screenshot writes a PNG, creating its folder
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} WorkbenchOptions
 * @property {import('./vscodeServer.mjs').VsCodeServer} server
 * @property {string} folder absolute path of the folder to open
 * @property {import('./workbenchUrl.mjs').EditorTests | undefined} [tests]
 * @property {Record<string, unknown> | undefined} [settings] user settings
 * @property {import('./userData.mjs').Locale | undefined} [locale] `en` if absent
 * @property {import('./userData.mjs').Theme | undefined} [theme] `light` if absent
 * @property {{ width: number, height: number } | undefined} [viewport] 1280 × 800 if absent
 * @property {((page: import('playwright-core').Page) => Promise<void>) | undefined} [prepare] called before VS Code loads
 */

/** How long VS Code may take to show what it was asked for, in milliseconds. */
const patience = 30_000;

/**
 * Opens a folder in VS Code and waits until the window is drawn.
 *
 * @param {WorkbenchOptions} options
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(options) {
  const { server, folder, settings, locale, theme, viewport = { width: 1280, height: 800 } } = options;
  await writeUserData(server, { settings, locale, theme });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(patience);
    await options.prepare?.(page);
    await page.goto(workbenchUrl(server, folder, options.tests));
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    return {
      page,
      browser,
      openFile: (relativePath) => openFile(page, path.join(folder, relativePath)),
      runCommand: (title) => runCommand(page, title),
      dismissNotifications: () => dismissNotifications(page),
      screenshot: (file) => screenshot(page, file),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw new Error(`The VS Code window did not open: ${String(error)}\n${server.logTail()}`, { cause: error });
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} file absolute path: Quick Open finds it even before it has searched the folder
 */
async function openFile(page, file) {
  const name = path.basename(file);
  await page.keyboard.press('ControlOrMeta+p');
  await quickPick(page, file, name);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} title
 */
async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await quickPick(page, `>${title}`, title);
}

/**
 * Types into the open quick input and takes the entry that shows `label`.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} text
 * @param {string} label
 */
async function quickPick(page, text, label) {
  const widget = page.locator('.quick-input-widget');
  await widget.locator('.quick-input-box input').fill(text);
  const entry = widget
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(label, { exact: true }) });
  try {
    await entry.first().click();
  } catch (error) {
    const offered = await widget.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    throw new Error(`VS Code does not offer "${label}", but: ${offered.join(' | ') || 'nothing'}`, { cause: error });
  }
}

/** @param {import('playwright-core').Page} page */
async function dismissNotifications(page) {
  const toasts = page.locator('.notifications-toasts .notification-toast');
  while ((await toasts.count()) > 0) {
    const before = await toasts.count();
    await toasts.first().hover();
    await toasts.first().locator('.codicon-notifications-clear').click();
    await toasts.nth(before - 1).waitFor({ state: 'detached' });
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} file
 */
async function screenshot(page, file) {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}
