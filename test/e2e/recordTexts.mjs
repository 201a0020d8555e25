import { parseTree } from 'jsonc-parser';

/** @typedef {{ readonly offset: number, readonly length: number }} Span */

/**
 * Where the records of a dataset stand: an array of them, or one a line.
 *
 * @param {string} text
 * @returns {Span[]}
 */
export function recordSpans(text) {
  if (text.trimStart().startsWith('[')) {
    return (parseTree(text)?.children ?? []).map(({ offset, length }) => ({ offset, length }));
  }
  return [...text.matchAll(/^[ \t\uFEFF]*(\{.*\})[ \t\r]*$/gm)].map((line) => ({
    offset: line.index + line[0].indexOf('{'),
    length: String(line[1]).length,
  }));
}

/**
 * A record with a mark at the start of its longest text; all else as it is.
 *
 * @param {string} record
 * @param {string} mark
 */
export function withMark(record, mark) {
  const root = parseTree(record);
  /** @type {import('jsonc-parser').Node[]} */
  const texts = [];
  /** @param {import('jsonc-parser').Node} node */
  const collect = (node) => {
    if (node.type === 'string') texts.push(node);
    const inner = node.type === 'property' ? node.children?.slice(1) : node.children;
    inner?.forEach(collect);
  };
  if (root) collect(root);
  const [longest] = texts.sort((a, b) => b.length - a.length);
  if (!longest) throw new Error('There is no text in the record.');
  return record.slice(0, longest.offset + 1) + mark + record.slice(longest.offset + 1);
}
