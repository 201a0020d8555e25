import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { assertUndone, editInThreeWays } from './editInThreeWays.mjs';
import { PreviewPage } from './previewPage.mjs';
import { recordSpans } from './recordTexts.mjs';
import { openWithKeys, temporaryFolder } from './window.mjs';

const RECORDS = 220;
const WALKED = 200;
/** Of each of the three ways of editing. */
const EDITED = 10;

/** In a browser VS Code saves by itself; and nothing is to be added to what is typed. */
const settings = {
  'files.autoSave': 'off',
  'tuneset.tokens.hints': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
};

/** Bytes that nothing may change: escapes, numbers, spaces, a key twice. @param {number} i */
function line(i) {
  const escaped = i % 3 === 0 ? '\\u4e2d\\u6587' : '中文';
  return (
    `{"id":  12345678901234567890,"weight":1.0, "messages": [ {"role": "user", "content": "Question ${i}: ${escaped}?\\n\\"two\\" lines"},` +
    `{"content":"Answer ${i}.\\tIt is ${i}.", "role":"assistant"}, {"role": "user", "content": "And ${i + 1}?"},  {"role": "assistant","content": "${i + 1}\\/1"} ], "note": "a", "note": "b"}\r\n`
  );
}

describe('The preview of a dataset', () => {
  const folder = temporaryFolder();
  const dataset = path.join(folder, 'train.jsonl');
  const text = `\ufeff${Array.from({ length: RECORDS }, (_, i) => line(i)).join('')}`;
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;
  /** @type {PreviewPage} */
  let preview;

  before(async () => {
    writeFileSync(dataset, text);
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder, settings });
    await openWithKeys(window.page, dataset);
    preview = new PreviewPage(window.page, dataset);
    await preview.open();
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it(`is walked through, ${WALKED} records by keys alone, and the editor's cursor goes along`, async () => {
    const { page } = window;
    await preview.focus();
    for (let record = 2; record <= WALKED; record++) {
      await page.keyboard.press(record % 2 ? ']' : 'Alt+PageDown');
      await preview.shows(record);
    }
    await preview.turns
      .first()
      .getByText(`Question ${WALKED - 1}:`)
      .waitFor();
    await page.locator('.editor-instance .active-line-number', { hasText: new RegExp(`^${WALKED}$`) }).waitFor();
    await window.screenshot(path.join(hostStore, 'e2e', 'preview.png'));
  });

  it('edits records in three ways, each of which is one undo; then every byte is as it was', async () => {
    const edited = await editInThreeWays(preview, EDITED, RECORDS);
    assert.equal(edited, 3 * EDITED);
    await assertUndone(preview, text, edited);
  });

  const fixtures = path.join(projectRoot, 'test', 'fixtures', 'formats');
  const formats = ['alpaca', 'sharegpt', 'llamafactory-v1', 'preference-alpaca', 'preference-messages', 'kto-sharegpt'];
  for (const format of [...formats, 'prompt-completion', 'query-response', 'text']) {
    it(`edits ${format} in three ways, and undo brings every byte back`, async () => {
      const file = path.join(folder, `${format}.jsonl`);
      copyFileSync(path.join(fixtures, `${format}.jsonl`), file);
      const original = readFileSync(file, 'utf8');
      await window.page.keyboard.press('ControlOrMeta+k');
      await window.page.keyboard.press('ControlOrMeta+w');
      await window.page.locator('.tab').first().waitFor({ state: 'detached' });
      await openWithKeys(window.page, file);
      const shown = new PreviewPage(window.page, file);
      await shown.open();
      await shown.shows(1);
      const edited = await editInThreeWays(shown, 1, recordSpans(original).length);
      assert.ok(edited >= 2);
      await assertUndone(shown, original, edited);
    });
  }
});
