import { decodeString } from '../../dataset/jsonString';
import { differences } from './alignSequences';

/** A stretch of a string that changes; offsets in the old text and in the new one, each behind its opening quote. */
export interface StringChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** UTF-16 units beyond which changed lines are looked for within a changed stretch. */
const MANY = 200;

/**
 * What has to change for a string to say what another one says. What both say stays as it is written: the beginning and the end, and in a long text the
 * lines between.
 *
 * @param old text that holds the old string, whose opening quote is at `oldStart`
 */
export function stringChanges(old: string, oldStart: number, now: string, newStart: number): StringChange[] {
  const before = decodeString(old, oldStart);
  const after = decodeString(now, newStart);
  return changedStretches(before.text, after.text).map(([from, to, start, end]) => ({
    oldStart: before.offsets[from]!,
    oldEnd: before.offsets[to]!,
    newStart: after.offsets[start]!,
    newEnd: after.offsets[end]!,
  }));
}

type Stretch = readonly [oldStart: number, oldEnd: number, newStart: number, newEnd: number];

/** UTF-16 units of the decoded texts. */
function changedStretches(old: string, now: string): Stretch[] {
  const whole = trimmed(old, now, [0, old.length, 0, now.length]);
  const [oldStart, oldEnd, newStart, newEnd] = whole;
  if (oldStart === oldEnd && newStart === newEnd) return [];
  if (oldEnd - oldStart < MANY || newEnd - newStart < MANY) return [whole];
  const oldLines = linesOf(old, oldStart, oldEnd);
  const newLines = linesOf(now, newStart, newEnd);
  const [oldStarts, newStarts] = [startsOf(oldLines, oldStart), startsOf(newLines, newStart)];
  return differences(oldLines, newLines)
    .map((hunk) =>
      trimmed(old, now, [
        oldStarts[hunk.oldStart]!,
        oldStarts[hunk.oldEnd]!,
        newStarts[hunk.newStart]!,
        newStarts[hunk.newEnd]!,
      ]),
    )
    .filter(([from, to, start, end]) => from < to || start < end);
}

/** The lines, each with its end. */
function linesOf(text: string, start: number, end: number): string[] {
  return text.slice(start, end).split(/(?<=\n)/);
}

/** Where each line starts, and where the last one ends. */
function startsOf(lines: readonly string[], start: number): number[] {
  const starts = [start];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}

/** Without what is equal at the beginning and at the end. Pairs of surrogates stay together. */
function trimmed(old: string, now: string, [oldFrom, oldTo, newFrom, newTo]: Stretch): Stretch {
  const most = Math.min(oldTo - oldFrom, newTo - newFrom);
  let head = 0;
  while (head < most && old.charCodeAt(oldFrom + head) === now.charCodeAt(newFrom + head)) head++;
  if (head > 0 && isHigh(old.charCodeAt(oldFrom + head - 1))) head--;
  let tail = 0;
  while (tail < most - head && old.charCodeAt(oldTo - 1 - tail) === now.charCodeAt(newTo - 1 - tail)) tail++;
  if (tail > 0 && isLow(old.charCodeAt(oldTo - tail))) tail--;
  return [oldFrom + head, oldTo - tail, newFrom + head, newTo - tail];
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
