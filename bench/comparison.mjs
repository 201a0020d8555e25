import { summarise } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Summary} Summary */

/**
 * @typedef {object} Comparison one line of the report
 * @property {number} row of the table in the design
 * @property {string} work
 * @property {string} against the other side
 * @property {Summary} ours
 * @property {Summary} theirs
 * @property {number} ratio of our median to theirs
 * @property {number} bestRatio of our shortest time to theirs
 * @property {number} [target] the ratio to hold; none for lines that are only told
 * @property {boolean} [held]
 */

/**
 * Our times against theirs. A target is held if the medians and the shortest times hold it: whatever else the machine does only adds time,
 * and may add it to one side.
 *
 * @param {Pick<Comparison, 'row' | 'work' | 'against' | 'target'>} what
 * @param {readonly number[]} ours milliseconds
 * @param {readonly number[]} theirs milliseconds
 * @returns {Comparison}
 */
export function compare(what, ours, theirs) {
  const [a, b] = [summarise(ours), summarise(theirs)];
  const [ratio, bestRatio] = [a.median / b.median, a.min / b.min];
  const held = what.target === undefined ? {} : { held: Math.max(ratio, bestRatio) <= what.target };
  return { ...what, ours: a, theirs: b, ratio, bestRatio, ...held };
}
