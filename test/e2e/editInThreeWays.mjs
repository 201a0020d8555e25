import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MARK } from './previewPage.mjs';
import { recordSpans, withMark } from './recordTexts.mjs';
import { save } from './window.mjs';

/** @typedef {import('./previewPage.mjs').PreviewPage} PreviewPage */

/**
 * Edits records: a turn's text in its place, the record as a document, and turns as a whole.
 *
 * @param {PreviewPage} preview
 * @param {number} count in each way
 * @param {number} records in the file
 * @returns {Promise<number>} how many edits were made
 */
export async function editInThreeWays(preview, count, records) {
  let edited = 0;
  const text = readFileSync(preview.file, 'utf8');
  /** @param {number} way @param {number} i @returns {number} 1-based; other records for each way */
  const record = (way, i) => 1 + ((way + 3 * i) % records);
  for (let i = 0; i < count; i++) {
    await preview.goTo(record(0, i));
    await preview.markText(0);
    edited++;
  }
  for (let i = 0; i < count; i++) {
    const number = record(1, i);
    await preview.goTo(number);
    const span = recordSpans(text)[number - 1] ?? assert.fail();
    // What was edited before in the same record is overwritten: the document says all of it.
    await preview.rewriteRecord(withMark(text.slice(span.offset, span.offset + span.length), `${MARK}${i}`));
    edited++;
  }
  for (let i = 0; i < count; i++) {
    await preview.goTo(record(2, i));
    const wishes = /** @type {const} */ (['Move down', 'Delete', 'Join with the next turn', 'Move up']);
    const rotated = [...wishes.slice(i % 3), ...wishes];
    const turns = await preview.turns.count();
    if (await preview.operate(Math.min(1, turns - 1), rotated)) edited++;
  }
  return edited;
}

/**
 * Saves what was edited, undoes it in the file, saves again, and compares.
 *
 * @param {PreviewPage} preview
 * @param {string} original
 * @param {number} edits
 */
export async function assertUndone(preview, original, edits) {
  await preview.undoInFile(0);
  await save(preview.page, preview.file);
  assert.notEqual(readFileSync(preview.file, 'utf8'), original);
  await preview.undoInFile(edits);
  await save(preview.page, preview.file);
  const undone = readFileSync(preview.file, 'utf8');
  const lines = original.split('\n');
  assert.deepEqual(
    undone.split('\n').filter((text, i) => text !== lines[i]),
    [],
  );
  assert.ok(undone === original);
}
