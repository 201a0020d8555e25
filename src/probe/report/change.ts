import type { GroupMeasure } from './report';

/** A mean differs by less than what is shown of it. */
const SMALLEST = 0.0005;

/** What a measure says against an earlier run: `unsure` within the standard error of the difference, or where there is but one case. */
export type Change = 'same' | 'unsure' | 'more' | 'less';

export function changeOf({ now, before, error }: NonNullable<GroupMeasure['shared']>): Change {
  const by = now - before;
  if (Math.abs(by) < SMALLEST) return 'same';
  if (error === null || Math.abs(by) <= error) return 'unsure';
  return by > 0 ? 'more' : 'less';
}
