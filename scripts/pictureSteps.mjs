// What the pictures' makers do with a VS Code window.

/** @typedef {import('../test/host/workbench.mjs').Workbench} Workbench */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Opens a file with nothing beside it.
 *
 * @param {Workbench} window
 * @param {string} file
 * @param {{ sideBar?: boolean }} [options]
 */
export async function openAlone({ page, openFile }, file, { sideBar = false } = {}) {
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
 * Opens the dataset of the folder `tokens`, and waits until it is counted.
 *
 * @param {Workbench} window
 */
export async function openCounted(window) {
  await openAlone(window, 'train.jsonl');
  await tokenStatus(window)
    .filter({ hasText: /\d+ tok/ })
    .waitFor();
  await window.page
    .locator('.view-line', { hasText: /\d+\stok/ })
    .first()
    .waitFor();
}

/** @param {Workbench} window */
export function tokenStatus({ page }) {
  return page.locator('[id="tuneset.tuneset.tokens"]');
}

/**
 * @param {Workbench} window
 * @param {string} place `line:column`
 */
export async function goTo({ page }, place) {
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
export async function nextProblem({ page }) {
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
export async function collapse(page, section) {
  const header = page.getByRole('button', { name: section });
  if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
}

/**
 * The tabs and the first lines of the editor.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} count
 */
export async function lines(page, count) {
  const editor = await boxOf(page.locator('.part.editor'));
  const line = await boxOf(page.locator('.view-line').first());
  const text = await boxOf(page.locator('.lines-content').first());
  return { ...editor, height: text.y + count * line.height - editor.y };
}

/** @param {Locator} locator */
export async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`Not on the screen: ${String(locator)}`);
  return box;
}
