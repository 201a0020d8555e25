import type { Analysis } from './checker';
import type { Level } from './rule';

/** The levels in the order in which their sums stand. */
export const LEVELS = ['error', 'warning', 'info'] as const satisfies readonly Level[];

/** Which of the numbers that {@link weigh} gives is what. */
export const UNCHECKED = 0;
export const FIRST_LEVEL = 1;
/** Findings, silent ones too. */
export const ALL_FINDINGS = 4;
export const MARKS = 5;
export const UNCOUNTED = 6;
export const TOKENS = 7;
export const TRAINED = 8;
/** Records over the cutoff. */
export const OVER = 9;
/** Records that the target drops or stumbles over. */
export const UNUSED = 10;
export const DROPPED = 11;

const UNCHECKED_WEIGHTS = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
const CLEAN_WEIGHTS = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];

/** What is known of a piece, in numbers that can be summed. */
export function weigh(analysis: Analysis | undefined): readonly number[] {
  if (!analysis) return UNCHECKED_WEIGHTS;
  const { counted } = analysis;
  if (analysis.findings.length + analysis.marks.length === 0 && !counted) return CLEAN_WEIGHTS;
  const weights = [...CLEAN_WEIGHTS];
  if (counted) {
    weights[UNCOUNTED] = 0;
    weights[TOKENS] = counted.tokens;
    weights[TRAINED] = counted.trained;
    weights[OVER] = counted.isOver ? 1 : 0;
    weights[UNUSED] = counted.status === 'kept' ? 0 : 1;
    weights[DROPPED] = counted.status === 'dropped' ? 1 : 0;
  }
  for (const { level, silent } of analysis.findings) {
    if (!silent) weights[FIRST_LEVEL + LEVELS.indexOf(level)]!++;
  }
  weights[ALL_FINDINGS] = analysis.findings.length;
  weights[MARKS] = analysis.marks.length;
  return weights;
}
