import type { Edit } from '../dataset/edits';
import { inStyle, type EscapeStyle } from './recordDocument/escapeStyle';
import { stringChanges } from './recordDocument/stringChange';

/** A text as a JSON string. */
export function quoted(text: string, style: EscapeStyle): string {
  return inStyle(JSON.stringify(text), style);
}

/**
 * The edits that give a JSON string another text: what is the same in both stays as it is written.
 *
 * @param source text that holds the string, which must be sound
 * @param start offset of its opening quote
 */
export function stringEdits(source: string, start: number, text: string, style: EscapeStyle): Edit[] {
  const now = quoted(text, style);
  return stringChanges(source, start, now, 0).map((change) => ({
    start: change.oldStart,
    end: change.oldEnd,
    text: now.slice(change.newStart, change.newEnd),
  }));
}
