/** A JSON string's text with the places that its units come from. */
export interface DecodedString {
  readonly text: string;
  /** For each UTF-16 unit of the text the offset in the source at which it begins; one more for the closing quote. */
  readonly offsets: Uint32Array;
}

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Decodes a sound JSON string.
 *
 * @param source text that holds it
 * @param start offset of its opening quote
 */
export function decodeString(source: string, start: number): DecodedString {
  const parts: string[] = [];
  const offsets: number[] = [];
  let at = start + 1;
  while (at < source.length && source[at] !== '"') {
    offsets.push(at);
    if (source[at] !== '\\') {
      parts.push(source[at]!);
      at += 1;
      continue;
    }
    const escape = source[at + 1] ?? '';
    parts.push(
      escape === 'u' ? String.fromCharCode(parseInt(source.slice(at + 2, at + 6), 16)) : (SIMPLE[escape] ?? escape),
    );
    at += escape === 'u' ? 6 : 2;
  }
  offsets.push(at);
  return { text: parts.join(''), offsets: Uint32Array.from(offsets) };
}

/** The first unit of the text that begins at or behind an offset of the source; its length if none does. */
export function unitAt({ text, offsets }: DecodedString, offset: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
