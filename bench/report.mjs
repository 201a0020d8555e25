/** @typedef {import('./comparison.mjs').Comparison} Comparison */
/** @typedef {import('./statistics.mjs').Summary} Summary */

const HEADINGS = [
  'row',
  'work',
  'ours (min–max, p95)',
  'against',
  'theirs (min–max, p95)',
  'ratio',
  'of best',
  'target',
  'held',
];

/**
 * A table for people, in Markdown.
 *
 * @param {readonly Comparison[]} comparisons
 */
export function formatTable(comparisons) {
  const rows = [HEADINGS, ...comparisons.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...body] = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))));
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

/** @param {readonly string[]} cells */
function line(cells) {
  return `| ${cells.join(' | ')} |`;
}

/**
 * @param {Comparison} comparison
 * @returns {string[]}
 */
function cells({ row, work, ours, against, theirs, ratio, bestRatio, target, held }) {
  return [
    String(row),
    work,
    formatSummary(ours),
    against,
    formatSummary(theirs),
    formatRatio(ratio),
    formatRatio(bestRatio),
    target === undefined ? '' : `≤ ${formatRatio(target)}`,
    held === undefined ? '' : held ? 'yes' : 'NO',
  ];
}

/** @param {Summary} summary */
function formatSummary({ median, min, max, p95 }) {
  const inSeconds = median >= 1000;
  const [typical, least, most, high] = [median, min, max, p95].map((time) =>
    inSeconds ? (time / 1000).toFixed(2) : time.toFixed(median < 10 ? 3 : 0),
  );
  return `${typical} ${inSeconds ? 's' : 'ms'} (${least}–${most}, ${high})`;
}

/** @param {number} ratio */
function formatRatio(ratio) {
  return ratio < 0.01 ? `1/${Math.round(1 / ratio)}` : ratio.toFixed(2);
}
