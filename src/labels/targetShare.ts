/** Tagged records from which on shares say something. */
const ENOUGH = 50;
/** What a share may be off, as a part of its target. */
const TOLERANCE = 0.2;
/** Records that make no difference. */
const SOME = 2;

/** Numbers of records. */
export interface TaggedRecords {
  readonly all: number;
  /** With a task type. */
  readonly tagged: number;
}

/** True where shares say something: most records have a type, and they are not few. */
function canCompareShares({ all, tagged }: TaggedRecords): boolean {
  return tagged >= ENOUGH && 2 * tagged >= all;
}

/**
 * Whether a type has too many records or too few. A share counts among the tagged records; one within a fifth of its target, or less than two records
 * off, is right.
 *
 * @param records of the type
 * @param target its share as it should be, from 0 to 1
 */
export function missedTarget(records: number, target: number, among: TaggedRecords): 'over' | 'under' | undefined {
  if (!canCompareShares(among)) return undefined;
  const off = records / among.tagged - target;
  if (Math.abs(off) <= TOLERANCE * target || Math.abs(off) * among.tagged < SOME) return undefined;
  return off > 0 ? 'over' : 'under';
}
