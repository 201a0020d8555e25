/** A call between tags, as templates write it; offsets are UTF-16 units of the text. */
export interface CallBlock {
  readonly start: number;
  readonly end: number;
  /** What stands between the tags, without the white space around it. */
  readonly inner: { readonly start: number; readonly end: number };
}

const CLOSE = '</tool_call>';
const OPEN = '<tool_call>';

export function hasCallTags(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE);
}

export function callBlocks(text: string): CallBlock[] {
  const blocks: CallBlock[] = [];
  for (let end = 0; ;) {
    const start = text.indexOf(OPEN, end);
    const close = start < 0 ? start : text.indexOf(CLOSE, start + OPEN.length);
    if (close < 0) return blocks;
    end = close + CLOSE.length;
    const between = text.slice(start + OPEN.length, close);
    const inner = between.trim();
    const innerStart = start + OPEN.length + between.indexOf(inner);
    blocks.push({ start, end, inner: { start: innerStart, end: innerStart + inner.length } });
  }
}
