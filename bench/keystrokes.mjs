import { INSTRUCTION_AT } from './alpacaRecords.mjs';
import { Random } from './random.mjs';

/**
 * @typedef {object} Keystroke
 * @property {{ start: Place, end: Place }} range
 * @property {string} text
 * @property {boolean} breaks the record is broken when it is done
 */

/** @typedef {{ line: number, character: number }} Place */

/** What is typed: a letter into a string; or a quote that breaks the record, and its removal. */
export const kinds = /** @type {const} */ (['letter', 'break and mend']);

/**
 * Keystrokes at random records but the first, the same on every run, for a file that has a record a line and nothing above them. Each
 * character goes in before the first one of the instruction.
 *
 * @param {typeof kinds[number]} kind
 * @param {number} records in the file
 * @param {number} count keystrokes; even
 * @returns {Generator<Keystroke, void>}
 */
export function* keystrokes(kind, records, count) {
  const random = new Random(count);
  for (let i = 0; i < count; i += kind === 'letter' ? 1 : 2) {
    const place = { line: 1 + random.below(records - 1), character: INSTRUCTION_AT };
    if (kind === 'letter') {
      yield { range: { start: place, end: place }, text: 'x', breaks: false };
    } else {
      const after = { ...place, character: INSTRUCTION_AT + 1 };
      yield { range: { start: place, end: place }, text: '"', breaks: true };
      yield { range: { start: place, end: after }, text: '', breaks: false };
    }
  }
}
