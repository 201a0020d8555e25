import { format } from 'jsonc-parser';
import { applyEdits } from '../../dataset/edits';

/** UTF-16 units of a JSON text beyond which it is shown as it is written: laying it out would keep others waiting. */
const MAX_LENGTH = 200_000;

/** JSON over several lines, as people read it; its tokens stay as they are written. */
export function laidOut(json: string): string {
  if (json.length > MAX_LENGTH) return json;
  const edits = format(json, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' });
  return applyEdits(
    json,
    edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content })),
  );
}

/** As {@link laidOut}, for a text that may hold a JSON object or list; any other text stays as it is. */
export function laidOutIfJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    JSON.parse(text);
    return laidOut(text);
  } catch {
    return text;
  }
}
