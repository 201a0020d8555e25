/** A call between tags, as templates write it; offsets are UTF-16 units of the text. */
export interface CallBlock {
  readonly start: number;
  readonly end: number;
  /** What stands between the tags, without the white space around it. */
  readonly inner: { readonly start: number; readonly end: number };
}

const BLOCK = /<tool_call>\s*([^]*?)\s*<\/tool_call>/g;
const OPEN = '<tool_call>';

export function hasCallTags(text: string): boolean {
  return text.includes(OPEN) || text.includes('</tool_call>');
}

export function callBlocks(text: string): CallBlock[] {
  return [...text.matchAll(BLOCK)].map(({ 0: block, 1: inner = '', index }) => {
    const start = index + block.indexOf(inner, OPEN.length);
    return { start: index, end: index + block.length, inner: { start, end: start + inner.length } };
  });
}
