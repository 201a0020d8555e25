import type { MarkTotal } from '../rule';
import type { RecordView } from '../view';
import { verdictOf } from './verdict';

const DESIRED = 'true';
const UNDESIRED = 'false';

/** The mark of a record for the class that its verdict puts it in. */
export function classMarks(view: RecordView): readonly string[] {
  const value = verdictOf(view)?.value;
  return typeof value === 'boolean' ? [value ? DESIRED : UNDESIRED] : [];
}

/** How many records are in each class, and a mark that one of them bears. */
export function classesIn(marks: ReadonlyMap<string, MarkTotal>): {
  readonly desired: number;
  readonly undesired: number;
  readonly rarer: string;
} {
  const desired = marks.get(DESIRED)?.count ?? 0;
  const undesired = marks.get(UNDESIRED)?.count ?? 0;
  return { desired, undesired, rarer: undesired === 0 || (desired > 0 && desired < undesired) ? DESIRED : UNDESIRED };
}

/** Where the verdict stands. */
export function verdictSpan(view: RecordView): { readonly start: number; readonly end: number } {
  return view.span(verdictOf(view)?.pointer ?? '');
}
