import type { PreviewSample, PreviewTurn } from '../../../src/protocol/preview';

/** Keys that turns keep when their record is edited, so that what the user is at (focus, an open editor, a folded thought) stays with its turn. */
export class TurnKeys {
  private record = '';
  private turns: readonly string[] = [];
  private keys: readonly number[] = [];
  private next = 0;

  /**
   * One key for each turn. Turns of the same record as before keep theirs: those at the start and end that are unchanged, then those with the same
   * content, then those in the same place.
   *
   * @param record tells records apart
   */
  of(record: string, sample: PreviewSample): readonly number[] {
    const turns = sample.turns.map(contentOf);
    this.keys = record === this.record ? this.matched(turns) : turns.map(() => this.next++);
    this.turns = turns;
    this.record = record;
    return this.keys;
  }

  private matched(turns: readonly string[]): number[] {
    const before = this.turns;
    const keys: (number | undefined)[] = turns.map(() => undefined);
    const left = new Set(before.keys());
    const give = (at: number, from: number): void => {
      keys[at] = this.keys[from];
      left.delete(from);
    };
    const most = Math.min(before.length, turns.length);
    let start = 0;
    for (; start < most && turns[start] === before[start]; start++) give(start, start);
    for (let end = 1; end <= most - start && turns.at(-end) === before.at(-end); end++)
      give(turns.length - end, before.length - end);
    turns.forEach((turn, at) => {
      if (keys[at] !== undefined) return;
      const from = [...left].find((i) => before[i] === turn);
      if (from !== undefined) give(at, from);
    });
    if (turns.length === before.length) keys.forEach((key, at) => key === undefined && left.has(at) && give(at, at));
    else this.giveInOrder(keys, left, turns.length < before.length);
    return keys.map((key) => key ?? this.next++);
  }

  /** A turn that was changed while others came or went, as by merging or splitting, is the first of those that are left. */
  private giveInOrder(keys: (number | undefined)[], left: ReadonlySet<number>, isFewer: boolean): void {
    const open = keys.flatMap((key, at) => (key === undefined ? [at] : []));
    const from = [...left];
    const count = isFewer ? open.length : from.length;
    for (let i = 0; i < count; i++) keys[open[i]!] = this.keys[from[i]!];
  }
}

function contentOf({ side, name, texts, calls, reasoning }: PreviewTurn): string {
  return JSON.stringify([
    side,
    name,
    texts.map(({ text }) => text),
    calls.map((call) => call.arguments),
    reasoning?.text,
  ]);
}
