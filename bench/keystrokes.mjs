import { INSTRUCTION_AT } from './alpacaRecords.mjs';
import { Random } from './random.mjs';

/**
 * @typedef {object} Keystroke
 * @property {number} record index of the record it falls on
 * @property {{ start: Place, end: Place }} range in a file whose first line is the first record
 * @property {string} text
 * @property {boolean} breaks the record is broken when it is done
 */

/** @typedef {{ line: number, character: number }} Place */

/** What is typed: a letter into a string; or a quote that breaks the record, and its removal. */
export const kinds = /** @type {const} */ (['letter', 'break and mend']);

/**
 * Keystrokes at random records, one record a line, the same on every run. Each character goes in before the first one of the instruction.
 *
 * @param {typeof kinds[number]} kind
 * @param {number} records in the file
 * @param {number} count keystrokes; even
 * @returns {Generator<Keystroke, void>}
 */
export function* keystrokes(kind, records, count) {
  const random = new Random(count);
  for (let i = 0; i < count; i += kind === 'letter' ? 1 : 2) {
    const record = random.below(records);
    const place = { line: record, character: INSTRUCTION_AT };
    if (kind === 'letter') {
      yield { record, range: { start: place, end: place }, text: 'x', breaks: false };
    } else {
      const after = { ...place, character: INSTRUCTION_AT + 1 };
      yield { record, range: { start: place, end: place }, text: '"', breaks: true };
      yield { record, range: { start: place, end: after }, text: '', breaks: false };
    }
  }
}
