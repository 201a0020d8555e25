import { diffArrays } from 'diff';
import { isWord, wordsOf } from './words';

/** A stretch of one of two texts: in both of them, or in this one only. */
export interface DiffPart {
  readonly text: string;
  readonly isChanged: boolean;
}
export interface WordDiff {
  readonly left: readonly DiffPart[];
  readonly right: readonly DiffPart[];
}

/** More differing words than this are not told apart: it would take too long, and no one could read it. */
const MOST_CHANGES = 2000;

/** The words that two texts don't share. Null: they have too little in common to be compared. */
export function wordDiff(left: string, right: string): WordDiff | null {
  const start = commonStart(left, right);
  const end = commonEnd(left, right, start);
  const inner = diffArrays(
    wordsOf(left.slice(start, left.length - end)),
    wordsOf(right.slice(start, right.length - end)),
    { maxEditLength: MOST_CHANGES, timeout: 150 },
  );
  if (!inner) return null;
  const leftParts = new Parts();
  const rightParts = new Parts();
  const both = (text: string): void => {
    leftParts.add(text, false);
    rightParts.add(text, false);
  };
  both(left.slice(0, start));
  for (const { value, added, removed } of inner) {
    const text = value.join('');
    if (removed) leftParts.add(text, true);
    else if (added) rightParts.add(text, true);
    else both(text);
  }
  both(left.slice(left.length - end));
  return { left: leftParts.all, right: rightParts.all };
}

/** 0 to 1: how many words two texts share, in whatever order (Dice's coefficient). */
export function likeness(left: string, right: string): number {
  const counts = new Map<string, number>();
  let [total, shared] = [0, 0];
  for (const word of wordsOf(left).filter(isWord)) {
    total++;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const word of wordsOf(right).filter(isWord)) {
    total++;
    const count = counts.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    counts.set(word, count - 1);
  }
  return total === 0 ? 1 : (2 * shared) / total;
}

class Parts {
  readonly all: { text: string; isChanged: boolean }[] = [];

  add(text: string, isChanged: boolean): void {
    if (text === '') return;
    const last = this.all.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else this.all.push({ text, isChanged });
  }
}

/** Length of the common beginning, up to the end of a line: words stay whole, and the segmenter sees whole sentences. */
function commonStart(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let i = 0;
  while (i < most && left.charCodeAt(i) === right.charCodeAt(i)) i++;
  if (i === left.length && i === right.length) return i;
  return i === 0 ? 0 : left.lastIndexOf('\n', i - 1) + 1;
}

function commonEnd(left: string, right: string, start: number): number {
  const most = Math.min(left.length, right.length) - start;
  let i = 0;
  while (i < most && left.charCodeAt(left.length - 1 - i) === right.charCodeAt(right.length - 1 - i)) i++;
  const line = left.indexOf('\n', left.length - i);
  return line === -1 ? 0 : left.length - line;
}
