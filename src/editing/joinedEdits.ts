import type { Edit } from '../dataset/edits';

/** Edits in their order, those that touch in one, without those that change nothing. */
export function joinedEdits(source: string, edits: readonly Edit[]): Edit[] {
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Edit[] = [];
  for (const edit of inOrder) {
    const last = joined.at(-1);
    if (last && last.end >= edit.start) {
      joined[joined.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    } else {
      joined.push(edit);
    }
  }
  return joined.filter(({ start, end, text }) => source.slice(start, end) !== text);
}
