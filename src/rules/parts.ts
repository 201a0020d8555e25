import type { Node } from 'jsonc-parser';
import type { Edit } from '../dataset/edits';
import type { Turn } from '../dataset/sample';
import { nodeAt } from '../dataset/tree';
import type { RecordView } from './view';

/** The value in the record that a JSON Pointer names; undefined if there is none. */
export function valueAt(view: RecordView, pointer: string): unknown {
  let value: unknown = view.value;
  for (const raw of pointer.split('/').slice(1)) {
    const segment = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** True for a turn that is an item of a list, false for one that is a field. */
export function isInList({ pointer }: Turn): boolean {
  return /\/\d+$/.test(pointer);
}

export function nodeOf(view: RecordView, pointer: string): Node | undefined {
  return view.tree && nodeAt(view.tree, pointer);
}

/** How the value that a pointer names is written. */
export function sourceAt(view: RecordView, pointer: string): string {
  const { start, end } = view.span(pointer);
  return view.piece.text.slice(start, end);
}

/** Removes neighbours in a list or an object, from the first to the last, with the commas that belonged to them; undefined if they can't be found. */
export function removalOf(view: RecordView, first: string, last = first): Edit | undefined {
  const [from, to] = [memberAt(view, first), memberAt(view, last)];
  const siblings = from?.parent?.children;
  if (!from || !to || !siblings) return undefined;
  const by = view.piece.valueStart;
  const next = siblings[siblings.indexOf(to) + 1];
  if (next) return { start: by + from.offset, end: by + next.offset, text: '' };
  const previous = siblings[siblings.indexOf(from) - 1];
  const start = previous ? previous.offset + previous.length : from.offset;
  return { start: by + start, end: by + to.offset + to.length, text: '' };
}

/** The item of a list, or the whole property of an object, that a pointer names. */
function memberAt(view: RecordView, pointer: string): Node | undefined {
  const node = nodeOf(view, pointer);
  return node?.parent?.type === 'property' ? node.parent : node;
}
