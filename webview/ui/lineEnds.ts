/**
 * A text area knows line feeds only. This gives an edited text the line ends of the one that was put into it: unchanged parts keep theirs, new lines get the
 * most frequent one.
 */
export function withLineEnds(original: string, edited: string): string {
  if (!original.includes('\r')) return edited;
  const plain = asInTextArea(original);
  const most = Math.min(plain.length, edited.length);
  let start = 0;
  while (start < most && plain[start] === edited[start]) start++;
  let end = 0;
  while (end < most - start && plain[plain.length - 1 - end] === edited[edited.length - 1 - end]) end++;
  const middle = edited.slice(start, edited.length - end).replaceAll('\n', usualLineEnd(original));
  const from = placeInOriginal(original, start);
  const to = placeInOriginal(original, plain.length - end);
  return [original.slice(0, from), middle, original.slice(Math.max(from, to))].reduce(joined);
}

/** A lone `\r` and a `\n` that come to stand side by side would be one line end: the first becomes a pair of its own. */
function joined(left: string, right: string): string {
  return left.endsWith('\r') && right.startsWith('\n') ? `${left}\n${right}` : left + right;
}

/** https://html.spec.whatwg.org/multipage/form-elements.html#concept-textarea-api-value */
export function asInTextArea(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Offset in a text for one in what a text area makes of it. */
export function placeInOriginal(original: string, place: number): number {
  let at = 0;
  for (let seen = 0; seen < place; seen++) at += original[at] === '\r' && original[at + 1] === '\n' ? 2 : 1;
  return at;
}

function usualLineEnd(text: string): string {
  const [pairs, returns, feeds] = [/\r\n/g, /\r(?!\n)/g, /(?<!\r)\n/g].map((end) => text.match(end)?.length ?? 0);
  if (pairs! >= Math.max(returns!, feeds!)) return '\r\n';
  return feeds! >= returns! ? '\n' : '\r';
}
