import { diffArrays } from 'diff';

/** Two stretches of two sequences that have nothing in common; ends are exclusive. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Changes beyond which two sequences count as wholly different: looking for what they share would take seconds. */
const MAX_CHANGES = 2000;

/** Where two sequences differ; what lies between the hunks is equal, one by one. */
export function differences<T>(old: readonly T[], now: readonly T[]): Hunk[] {
  const end = Math.min(old.length, now.length);
  let start = 0;
  while (start < end && old[start] === now[start]) start++;
  let tail = 0;
  while (tail < end - start && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const [oldEnd, newEnd] = [old.length - tail, now.length - tail];
  const whole: Hunk = { oldStart: start, oldEnd, newStart: start, newEnd };
  if (start === oldEnd && start === newEnd) return [];
  if (start === oldEnd || start === newEnd) return [whole];
  const changes = diffArrays(old.slice(start, oldEnd), now.slice(start, newEnd), { maxEditLength: MAX_CHANGES });
  return changes ? hunksOf(changes, start) : [whole];
}

function hunksOf(changes: NonNullable<ReturnType<typeof diffArrays>>, start: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [start, start];
  let open: Hunk | undefined;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      if (open) hunks.push(open);
      open = undefined;
    } else {
      open ??= { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
      open = added ? { ...open, newEnd: newAt + count } : { ...open, oldEnd: oldAt + count };
    }
    if (!added) oldAt += count;
    if (!removed) newAt += count;
  }
  if (open) hunks.push(open);
  return hunks;
}
