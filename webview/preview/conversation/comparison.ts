import type { PreviewTurn } from '../../../src/protocol/preview';
import { likeness, wordDiff, type DiffPart } from '../../ui/wordDiff';

/** Turns side by side: row by row, indices into a sample's turns. */
export interface TurnDiffs {
  /** For each row, what is only in the left text, and only in the right one; null where a row is not compared. */
  readonly left: readonly (readonly DiffPart[] | null)[];
  readonly right: readonly (readonly DiffPart[] | null)[];
  /** In some row the texts have too little in common. */
  readonly isUnlike: boolean;
}

/** Texts that share less than this are easier to read without marks. */
const ALIKE = 0.4;
/** Longer texts, in UTF-16 units, are compared when that is asked for. */
const LONGEST = 20_000;

/** Compares turns, and remembers what it found last: turns that are drawn again are mostly the same. */
export class Comparison {
  private turns: readonly (PreviewTurn | null)[] = [];
  private alike: boolean | undefined;
  private found: TurnDiffs | undefined;

  /** Whether marks help to see what differs. */
  areAlike(left: readonly PreviewTurn[], right: readonly PreviewTurn[]): boolean {
    this.look(left, right);
    return (this.alike ??= areAlike(left, right));
  }

  diffs(left: readonly PreviewTurn[], right: readonly PreviewTurn[]): TurnDiffs {
    this.look(left, right);
    return (this.found ??= diffsOf(left, right));
  }

  private look(left: readonly PreviewTurn[], right: readonly PreviewTurn[]): void {
    const turns = [...left, null, ...right];
    if (turns.length === this.turns.length && turns.every((turn, at) => turn === this.turns[at])) return;
    this.turns = turns;
    this.alike = undefined;
    this.found = undefined;
  }
}

function areAlike(left: readonly PreviewTurn[], right: readonly PreviewTurn[]): boolean {
  const one = left.map(textOf).join('\n');
  const other = right.map(textOf).join('\n');
  return one !== other && one.length <= LONGEST && other.length <= LONGEST && likeness(one, other) >= ALIKE;
}

function diffsOf(left: readonly PreviewTurn[], right: readonly PreviewTurn[]): TurnDiffs {
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const [one, other] = [left[row], right[row]];
    if (!one || !other || !isComparable(one) || !isComparable(other)) return null;
    return wordDiff(textOf(one), textOf(other)) ?? 'unlike';
  });
  const side = (name: 'left' | 'right') => rows.map((row) => (row === null || row === 'unlike' ? null : row[name]));
  return { left: side('left'), right: side('right'), isUnlike: rows.includes('unlike') };
}

/** The marks are drawn in one text. */
function isComparable({ texts }: PreviewTurn): boolean {
  return texts.length === 1;
}

function textOf({ texts }: PreviewTurn): string {
  return texts.map(({ text }) => text).join('\n');
}
