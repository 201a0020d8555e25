/**
 * @typedef {object} Summary what several measurements of one thing say, all in milliseconds
 * @property {number} median
 * @property {number} p95 95 of 100 are not above it (nearest rank)
 * @property {number} min
 * @property {number} max
 * @property {number} runs how many measurements there are
 */

/**
 * @param {readonly number[]} times milliseconds, at least one
 * @returns {Summary}
 */
export function summarise(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    median: (nearestRank(sorted, 0.5) + nearestRank(sorted.toReversed(), 0.5)) / 2,
    p95: nearestRank(sorted, 0.95),
    min: nearestRank(sorted, 0),
    max: nearestRank(sorted, 1),
    runs: sorted.length,
  };
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share from 0 to 1
 */
function nearestRank(sorted, share) {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
