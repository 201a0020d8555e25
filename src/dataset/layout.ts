import type { Edit } from './edits';

/** The edits that bring a value on one line: white space between its tokens goes where it holds a line break; what stands in strings stays. */
export function ontoOneLine(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < text.length;) {
    if (text[at] === '"') {
      at = afterString(text, at);
    } else if (/[ \t\r\n]/.test(text[at]!)) {
      const start = at;
      while (at < text.length && /[ \t\r\n]/.test(text[at]!)) at++;
      if (/[\r\n]/.test(text.slice(start, at))) {
        edits.push({ start, end: at, text: text[start - 1] === ',' || text[start - 1] === ':' ? ' ' : '' });
      }
    } else {
      at++;
    }
  }
  return edits;
}

/** Offset after the string that begins at `open`. */
function afterString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
