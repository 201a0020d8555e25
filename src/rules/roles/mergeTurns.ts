import type { Edit } from '../../dataset/edits';
import type { Turn } from '../../dataset/sample';
import { isInList, nodeOf, removalOf, sourceAt } from '../parts';
import type { RecordView } from '../view';

/** The edits that put the texts of turns, as they are written, behind that of the first, each after a blank line; undefined if one is no plain text. */
export function mergeEdits(view: RecordView, first: Turn, others: readonly Turn[]): Edit[] | undefined {
  if (![first, ...others].every((turn) => isPlainText(view, turn)) || !others.every(isInList)) return undefined;
  const texts = others.map((turn) => sourceAt(view, turn.pointers[0]!).slice(1, -1));
  const { end } = view.span(first.pointers[0]!);
  const removal = removalOf(view, others[0]!.pointer, others.at(-1)!.pointer);
  return removal && [{ start: end - 1, end: end - 1, text: texts.map((text) => `\\n\\n${text}`).join('') }, removal];
}

function isPlainText(view: RecordView, { calls, reasoning, weight, pointers }: Turn): boolean {
  return !calls && !reasoning && !weight && pointers.length === 1 && nodeOf(view, pointers[0]!)?.type === 'string';
}
