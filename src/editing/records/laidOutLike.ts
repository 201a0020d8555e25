import { createScanner, format as formatEdits } from 'jsonc-parser';
import { applyEdits } from '../../dataset/edits';

/**
 * A record laid out as another one: over lines with its indentation, or on one line with or without spaces.
 *
 * @param json a record on one line, spaced
 * @param model another record
 * @param isArray the records are elements of an array; in JSONL a record is on one line
 */
export function laidOutLike(json: string, model: string, isArray: boolean): string {
  const lines = isArray ? /^\{[ \t]*(\r\n|\n|\r)([ \t]+)(?![ \t])[^]*[\r\n]([ \t]*)\}$/.exec(model) : null;
  const [, lineEnd, inner, outer] = lines ?? [];
  if (lineEnd !== undefined && inner !== undefined && outer !== undefined && inner.startsWith(outer)) {
    return overLines(json, inner.slice(outer.length), outer, lineEnd);
  }
  return /^\{\s*"(?:[^"\\]|\\.)*":\S/.test(model) ? compact(json) : json;
}

function overLines(json: string, indent: string, outer: string, lineEnd: string): string {
  const insertSpaces = !indent.includes('\t');
  const options = { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: '\n' };
  const edits = formatEdits(json, undefined, options).map(({ offset, length, content }) => ({
    ...{ start: offset, end: offset + length, text: content },
  }));
  return applyEdits(json, edits).replace(/\n/g, lineEnd + outer);
}

/** Without white space between tokens. */
function compact(json: string): string {
  const scanner = createScanner(json, true);
  let text = '';
  for (;;) {
    scanner.scan();
    const token = json.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    if (token === '') return text;
    text += token;
  }
}
