import type { LeftOutFiles } from '../../protocol/coverage';
import type { LeftOut } from './scopedDatasets';

/** Files that are named of those that are left out. */
const MAX_NAMED = 20;

export function namedOf(left: readonly LeftOut[]): LeftOutFiles {
  return { count: left.length, first: left.slice(0, MAX_NAMED) };
}
