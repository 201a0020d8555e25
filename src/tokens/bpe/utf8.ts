/** Bytes of a code point in UTF-8. */
export function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Bytes of a text in UTF-8. It has no lone surrogates. */
export function utf8LengthOf(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a pair has two of the four bytes.
    length += code >= 0xd800 && code < 0xe000 ? 2 : utf8Length(code);
  }
  return length;
}

/** Writes the token of each byte of a text's UTF-8. It has no lone surrogates. Returns how many there are. */
export function writeBytes(text: string, byteIds: Int32Array, ids: Int32Array): number {
  let count = 0;
  const put = (byte: number): void => {
    ids[count++] = byteIds[byte]!;
  };
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      put(code);
      continue;
    }
    if (code < 0x800) {
      put(0xc0 | (code >> 6));
      put(0x80 | (code & 0x3f));
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      code = text.codePointAt(i)!;
      i += 1;
      put(0xf0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3f));
    } else put(0xe0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  }
  return count;
}

/** The text of bytes that stand in several arrays. What is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(parts: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
