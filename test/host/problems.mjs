/**
 * @typedef {object} Problem a row of the Problems panel
 * @property {number} line 1-based
 * @property {string} rule the diagnostic's code, or '' if it has none
 * @property {string} message
 */

/**
 * Opens the Problems panel and reads its rows until `done` says that they are all there.
 *
 * @param {import('playwright-core').Page} page
 * @param {(problems: readonly Problem[]) => boolean} done
 * @param {number} [timeout] milliseconds
 * @returns {Promise<Problem[]>} what was there at last, whether `done` or not
 */
export async function readProblemsUntil(page, done, timeout = 30_000) {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) {
    await page.keyboard.press('ControlOrMeta+Shift+m');
    await panel.waitFor();
  }
  const deadline = Date.now() + timeout;
  let problems = await readProblems(page);
  while (!done(problems) && Date.now() < deadline) {
    problems = await readProblems(page);
  }
  await showFirst(page);
  return problems;
}

/**
 * Takes panel and editor, which paging has moved along, back to the first problem, as a picture should show them.
 *
 * @param {import('playwright-core').Page} page
 */
async function showFirst(page) {
  const list = page.locator('.markers-panel .monaco-list').first();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const [first] = await visibleProblems(list);
  if (first) {
    const line = page.locator('.monaco-editor .active-line-number', { hasText: new RegExp(`^${first.line}$`) });
    // Only the picture depends on it.
    await line
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
  }
}

/**
 * Reads the panel page by page: VS Code draws only the rows that are in view.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Problem[]>}
 */
async function readProblems(page) {
  const list = page.locator('.markers-panel .monaco-list').first();
  if ((await list.locator('.monaco-list-row').count()) === 0) {
    await list
      .locator('.monaco-list-row')
      .first()
      .waitFor({ timeout: 1000 })
      .catch(() => undefined);
    return [];
  }
  /** @type {Map<string, Problem>} */
  const found = new Map();
  await list.focus();
  await page.keyboard.press('Home');
  for (let before = ''; ;) {
    for (const problem of await visibleProblems(list)) {
      found.set(JSON.stringify(problem), problem);
    }
    const focused = (await list.locator('.monaco-list-row.focused').getAttribute('data-index')) ?? '';
    if (focused === before) {
      return [...found.values()];
    }
    before = focused;
    await page.keyboard.press('PageDown');
  }
}

/**
 * @param {import('playwright-core').Locator} list
 * @returns {Promise<Problem[]>}
 */
async function visibleProblems(list) {
  // One call for all rows, as text: `evaluate` would need the browser's types in a project that has only Node's.
  const rows = await list.locator('.marker-message-line:has(.marker-line)').allInnerTexts();
  return rows.flatMap((text) => {
    const parts = text.split('\n').map((part) => part.trim());
    // `[Ln 3, Col 1]`, in Chinese `[行 3，列 1]`.
    const at = parts.findIndex((part) => /^\[\D+\d+\D+\d+\]$/.test(part));
    const line = Number(/\d+/.exec(parts[at] ?? '')?.[0]);
    return at < 0 ? [] : [{ line, rule: (parts[at - 1] ?? '').replace(/^\((.*)\)$/, '$1'), message: parts[0] ?? '' }];
  });
}
