import { isUtf8 } from 'node:buffer';
import type { ByteFacts } from '../rules/fileFacts';

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The length of the UTF-8 byte order mark at the start, in bytes: 3 or 0. */
export function bomLength(head: Buffer): number {
  return head.subarray(0, 3).equals(UTF8_BOM) ? 3 : 0;
}

/**
 * Guesses the encoding of bytes that are not UTF-8 text, from their beginning: a label of the Encoding Standard, or `binary`. Undefined
 * for UTF-8, also if some bytes are damaged.
 */
export function guessEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  const nuls = sample.filter((byte) => byte === 0).length;
  if (nuls > 0 && sample[0] !== undefined) {
    const odd = sample.filter((byte, i) => byte === 0 && i % 2 === 1).length;
    if (odd === nuls && nuls > sample.length / 8) return 'utf-16le';
    if (odd === 0 && nuls > sample.length / 8) return 'utf-16be';
    if (sample[0] === 0 || !looksLikeJson(sample)) return 'binary';
  }
  const valid = isUtf8(untilWholeCharacter(head));
  if (valid) return undefined;
  if (decodes(head, 'gb18030')) return 'gb18030';
  return looksLikeJson(sample) ? undefined : 'binary';
}

/** What is known of a file's bytes. */
export function byteFacts(bytes: Buffer): ByteFacts {
  const encoding = guessEncoding(bytes);
  return {
    size: bytes.length,
    bom: bomLength(bytes) > 0,
    encoding,
    invalid: encoding === undefined ? invalidIn(bytes, 0, 0) : undefined,
    lines: countLineEnds(bytes),
  };
}

/** Offset of the first byte that is not UTF-8, or undefined. */
function firstInvalid(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(untilWholeCharacter(bytes.subarray(0, middle)))) good = middle;
    else bad = middle;
  }
  // The search ends behind the first bytes of a character that is not completed.
  return untilWholeCharacter(bytes.subarray(0, good)).length;
}

/** The bytes without a character that is cut off at their end. */
export function untilWholeCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xf5) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

/**
 * The first byte that is not UTF-8, or undefined.
 *
 * @param offset of the first of the bytes in their file
 * @param line of the same
 */
export function invalidIn(bytes: Buffer, offset: number, line: number): ByteFacts['invalid'] {
  const at = firstInvalid(bytes);
  if (at === undefined) return undefined;
  const place = positionOfByte(bytes, at);
  return { offset: offset + at, line: line + place.line, character: place.character };
}

/** Line and UTF-16 units of a byte in UTF-8 text. */
function positionOfByte(bytes: Buffer, offset: number): { offset: number; line: number; character: number } {
  const lines = countLineEnds(bytes.subarray(0, offset));
  const lineStart = Math.max(bytes.lastIndexOf(0x0a, offset - 1), bytes.lastIndexOf(0x0d, offset - 1)) + 1;
  const character = offset === 0 ? 0 : bytes.toString('utf8', lineStart, offset).length;
  return { offset, line: lines.lf + lines.crlf + lines.cr, character };
}

/** Counts the line ends in UTF-8 text. */
export function countLineEnds(bytes: Buffer): ByteFacts['lines'] {
  const count = { lf: 0, crlf: 0, cr: 0 };
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at - 1] === 0x0d) count.crlf++;
    else count.lf++;
  }
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, at + 1)) count.cr++;
  count.cr -= count.crlf;
  return count;
}

function looksLikeJson(bytes: Buffer): boolean {
  return /^\s*[[{]/.test(bytes.toString('latin1'));
}

function decodes(bytes: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(
      bytes.subarray(0, bytes.length - (bytes.length > 1024 ? 64 : 0)),
      { stream: true },
    );
    return true;
  } catch {
    return false;
  }
}
