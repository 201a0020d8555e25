import { distance } from 'fastest-levenshtein';

/** Share of a text that may differ. */
const MOST_DIFFERENT = 0.05;
/** Units of the parts that differ, up to which they are compared letter by letter: some 10 ms. */
const MAX_COMPARED = 20_000;

/** How two texts that are not equal are nearly so: in all but punctuation and white space, or in all but a few letters. */
export type Likeness = 'punctuation' | 'letters';

/**
 * Compares two texts by the letters that must be changed to make one of the other. What both begin and end with is left out first; parts that are longer
 * than some 20,000 letters even then are not compared.
 */
export function likenessOf(a: string, b: string): Likeness | undefined {
  const longer = Math.max(a.length, b.length);
  const allowed = longer * MOST_DIFFERENT;
  if (wordsOf(a) === wordsOf(b)) return 'punctuation';
  if (Math.abs(a.length - b.length) > allowed) return undefined;
  const [left, right] = withoutCommonEnds(a, b);
  const differing = Math.max(left.length, right.length);
  if (differing <= allowed) return 'letters';
  if (differing > MAX_COMPARED || leastDistance(left, right) > allowed) return undefined;
  return distance(left, right) <= allowed ? 'letters' : undefined;
}

/** The letters and digits, and symbols that carry meaning. */
function wordsOf(text: string): string {
  return text.replace(/[\s\p{P}]+/gu, '');
}

function withoutCommonEnds(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** A lower bound of the distance: letters that one text has more of than the other. */
function leastDistance(a: string, b: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < a.length; i++) counts.set(a.charCodeAt(i), (counts.get(a.charCodeAt(i)) ?? 0) + 1);
  for (let i = 0; i < b.length; i++) counts.set(b.charCodeAt(i), (counts.get(b.charCodeAt(i)) ?? 0) - 1);
  let [more, less] = [0, 0];
  for (const count of counts.values()) {
    if (count > 0) more += count;
    else less -= count;
  }
  return Math.max(more, less);
}
