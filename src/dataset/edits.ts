/** Replaces the text from `start` to `end` (UTF-16 units) with `text`; an insertion if both are equal. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits that do not overlap, in whatever order they come. What lies outside their spans stays as it is.
 *
 * @throws RangeError if two of them overlap or one lies outside the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`Edit ${edit.start}-${edit.end} overlaps another one or lies outside of the text.`);
    }
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The edits by place, without those that overlap one that comes before. */
export function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of inOrder(edits)) {
    const last = kept.at(-1);
    // An insertion where another edit begins comes before it and takes nothing from it.
    const afterInsertion = last && last.start === last.end && edit.start === last.start && edit.end > edit.start;
    if (!last || edit.start > last.end || (edit.start === last.end && edit.start > last.start) || afterInsertion)
      kept.push(edit);
  }
  return kept;
}

function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
