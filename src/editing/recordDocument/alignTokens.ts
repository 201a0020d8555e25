import { differences, type Hunk } from './alignSequences';
import type { Child, TokenTree } from './tokenTree';

/** Pairs of children beyond which those of a changed stretch are not compared with each other. */
const MAX_COMPARED = 2500;

/**
 * Which token of the old text each token of the new one stands for: the same one, or one that it replaces. -1: it is new. Values are compared level by
 * level, so that a field or a turn is told from others of the same words by where it stands. Both trees share their {@link ValueIds}.
 */
export function alignTokens(old: TokenTree, now: TokenTree): Int32Array {
  const origins = new Int32Array(now.tokens.length).fill(-1);
  const open: (readonly [old: number, now: number])[] = [[0, 0]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [oldAt, newAt] = pair;
    const [oldKind, newKind] = [old.tokens[oldAt]!.kind, now.tokens[newAt]!.kind];
    if (old.shapes[oldAt] === now.shapes[newAt]) {
      for (let at = newAt; at <= now.ends[newAt]!; at++) origins[at] = oldAt + at - newAt;
    } else if (oldKind === newKind) {
      origins[newAt] = oldAt;
      origins[now.ends[newAt]!] = old.ends[oldAt]!;
      for (const inner of alignChildren(old, oldAt, now, newAt, origins)) open.push(inner);
    }
  }
  return origins;
}

/** @returns the values that stand for each other */
function alignChildren(
  old: TokenTree,
  oldAt: number,
  now: TokenTree,
  newAt: number,
  origins: Int32Array,
): [old: number, now: number][] {
  const oldChildren = old.children(oldAt);
  const newChildren = now.children(newAt);
  const hunks = differences(
    oldChildren.map(({ first }) => old.ids[first]!),
    newChildren.map(({ first }) => now.ids[first]!),
  );
  return pairsOf(hunks, oldChildren.length, (hunk) => counterparts(old, oldChildren, now, newChildren, hunk)).map(
    ([oldIndex, newIndex]) => {
      const [oldChild, newChild] = [oldChildren[oldIndex]!, newChildren[newIndex]!];
      if (oldChild.comma !== undefined && newChild.comma !== undefined) origins[newChild.comma] = oldChild.comma;
      for (let at = newChild.first; at < newChild.value; at++) origins[at] = oldChild.first + at - newChild.first;
      return [oldChild.value, newChild.value];
    },
  );
}

/** The indices of what is equal and of what stands for each other within the hunks, in their order. */
function pairsOf(
  hunks: readonly Hunk[],
  oldLength: number,
  within: (hunk: Hunk) => [old: number, now: number][],
): [old: number, now: number][] {
  const pairs: [old: number, now: number][] = [];
  let [oldAt, newAt] = [0, 0];
  const takeEqual = (end: number): void => {
    while (oldAt < end) pairs.push([oldAt++, newAt++]);
  };
  for (const hunk of hunks) {
    takeEqual(hunk.oldStart);
    for (const pair of within(hunk)) pairs.push(pair);
    [oldAt, newAt] = [hunk.oldEnd, hunk.newEnd];
  }
  takeEqual(oldLength);
  return pairs;
}

/** Which children of a changed stretch replace which: one by one if there are as many, else those that have most in common. */
function counterparts(
  old: TokenTree,
  oldChildren: readonly Child[],
  now: TokenTree,
  newChildren: readonly Child[],
  { oldStart, oldEnd, newStart, newEnd }: Hunk,
): [old: number, now: number][] {
  const [oldCount, newCount] = [oldEnd - oldStart, newEnd - newStart];
  if (oldCount === newCount) return Array.from({ length: oldCount }, (_, i) => [oldStart + i, newStart + i]);
  if (oldCount * newCount > MAX_COMPARED) return [];
  const oldParts = oldChildren.slice(oldStart, oldEnd).map(({ value }) => partsOf(old, value));
  const newParts = newChildren.slice(newStart, newEnd).map(({ value }) => partsOf(now, value));
  const pairs = heaviestPairs(oldCount, newCount, (i, j) => likeness(oldParts[i]!, newParts[j]!));
  return pairs.map(([i, j]) => [oldStart + i, newStart + j]);
}

/** The values of what a value holds; of a scalar itself. */
function partsOf(tree: TokenTree, at: number): ReadonlySet<number> {
  const { kind } = tree.tokens[at]!;
  return new Set(
    kind === '{' || kind === '[' ? tree.children(at).map(({ value }) => tree.ids[value]!) : [tree.ids[at]!],
  );
}

function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const id of a) if (b.has(id)) shared++;
  return shared;
}

/** Pairs in order whose weights add up to most (the longest common subsequence, with weights). */
function heaviestPairs(
  rows: number,
  columns: number,
  weigh: (row: number, column: number) => number,
): [row: number, column: number][] {
  const weights = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => weigh(i, j)));
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, weights[i]![j]! + best[i + 1]![j + 1]!);
    }
  }
  const pairs: [row: number, column: number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (weights[i]![j]! > 0 && best[i]![j] === weights[i]![j]! + best[i + 1]![j + 1]!) pairs.push([i++, j++]);
    else if (best[i]![j] === best[i + 1]![j]) i++;
    else j++;
  }
  return pairs;
}
