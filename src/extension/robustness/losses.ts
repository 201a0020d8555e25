import type { MarkedTouchedParams } from '../../protocol/twins';

/** Marked records that are no longer in a file as they were. */
export interface Loss {
  readonly deleted: number;
  readonly rewritten: number;
  /** The file's version right after the first edit that did it. */
  readonly version: number;
  /** The records' texts, each with how often the file holds it once it is there again. */
  readonly wanted: ReadonlyMap<string, number>;
}

/** @param now the file's text after the edit; undefined if it has been edited further: then a record counts as back if it is there at all */
export function lossOf({ deleted, rewritten, version, texts }: MarkedTouchedParams, now: string | undefined): Loss {
  const wanted = new Map<string, number>();
  for (const text of texts) wanted.set(text, (wanted.get(text) ?? (now === undefined ? 0 : countIn(now, text))) + 1);
  return { deleted, rewritten, version, wanted };
}

/** True if a file's text holds all the records again: they were moved, or the edit was taken back. */
export function isBack({ wanted }: Loss, text: string): boolean {
  return [...wanted].every(([record, count]) => countIn(text, record) >= count);
}

/** Several losses in a file as one; undefined for none. */
export function together(losses: readonly Loss[]): Loss | undefined {
  const [first, ...others] = losses;
  return first && others.reduce(both, first);
}

function both(a: Loss, b: Loss): Loss {
  const wanted = new Map(a.wanted);
  for (const [text, count] of b.wanted) wanted.set(text, Math.max(count, wanted.get(text) ?? 0));
  return {
    deleted: a.deleted + b.deleted,
    rewritten: a.rewritten + b.rewritten,
    version: Math.min(a.version, b.version),
    wanted,
  };
}

/** A file that is edited. */
export interface Undoable {
  readonly version: number;
  getText(): string;
}

/**
 * Takes steps back until the records stand there again as they were, not further than to the edit that did away with them. If they don't come back that way, all steps
 * are made again.
 *
 * @param run undoes or redoes one step
 * @returns false if they could not be brought back
 */
export async function undoLoss(
  document: Undoable,
  loss: Loss,
  run: (step: 'undo' | 'redo') => PromiseLike<unknown>,
): Promise<boolean> {
  // Every step has made a version at least.
  const most = document.version - loss.version + 1;
  let steps = 0;
  while (!isBack(loss, document.getText())) {
    const { version } = document;
    if (steps < most) await run('undo');
    if (document.version === version) {
      for (; steps > 0; steps--) await run('redo');
      return false;
    }
    steps++;
  }
  return true;
}

function countIn(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
