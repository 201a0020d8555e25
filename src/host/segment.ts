import { readSync } from 'node:fs';
import { jsonlContainer } from '../dataset/jsonl';
import type { Checker } from '../rules/checker';
import type { PlacedFinding } from '../rules/placedFinding';
import { StreamChecker } from '../rules/streamChecker';
import { invalidIn } from './byteFacts';
import type { CheckedPart } from './checkFile';

/** Bytes of a segment, before it is brought to begin and end between records. */
export const SEGMENT_BYTES = 2 * 1024 * 1024;

/** Bytes that are read at a time to find where a segment ends. */
const LOOK_AHEAD = 32 * 1024;

/** Bytes that are looked through at a time. */
const STEP_BYTES = 64 * 1024;

/** A part of a JSONL file, in bytes; it is the text from the first record that begins in it to the first that begins after it. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Where the file's text begins, after a byte order mark, and where it ends. */
  readonly start: number;
  readonly size: number;
}

/** The segments of a file whose text goes from `start` to `size`; one at least. */
export function* segmentsOf(start: number, size: number, length = SEGMENT_BYTES): Generator<Segment> {
  for (let from = start; from === start || from < size; from += length) {
    yield { from, to: Math.min(from + length, size), start, size };
  }
}

/** Reads and checks one segment of an open file. */
export function checkSegment(file: number, segment: Segment, checker: Checker): CheckedPart {
  const { bytes, offset, isLast } = readSegment(file, segment);
  const findings: PlacedFinding[] = [];
  const context = { firstInFile: segment.from === segment.start, next: isLast ? undefined : ('record' as const) };
  const onFinding = (finding: PlacedFinding): void => void findings.push(finding);
  const stream = new StreamChecker(jsonlContainer, checker, onFinding, context, decodeUtf8);
  for (let at = 0; at < bytes.length;) {
    const end = endOfStep(bytes, at);
    stream.push(bytes.toString('latin1', at, end));
    at = end;
  }
  return { findings, totals: stream.end(), invalid: invalidIn(bytes, offset, 0) };
}

/** After some lines, whose text stays in the processor's cache while it is cut, parsed and searched. */
function endOfStep(bytes: Buffer, from: number): number {
  const end = from + STEP_BYTES;
  if (end >= bytes.length) return bytes.length;
  const lineEnd = bytes.lastIndexOf(0x0a, end);
  return lineEnd > from ? lineEnd + 1 : end;
}

export function decodeUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Room for the bytes of a segment: segments are read one at a time. */
let room = Buffer.alloc(0);

/**
 * A JSONL piece always begins at a line that begins with a brace: there the file can be divided.
 *
 * @returns bytes that are valid until the next segment is read
 */
function readSegment(
  file: number,
  { from, to, start, size }: Segment,
): { bytes: Buffer; offset: number; isLast: boolean } {
  // The brace may be this segment's first byte, after the last one's line end.
  const first = from > start ? from - 1 : from;
  for (let ahead = LOOK_AHEAD; ; ahead *= 2) {
    const last = Math.min(to + ahead, size);
    const bytes = readInto(file, first, last);
    const begin = from > start ? boundaryIn(bytes.subarray(0, to - first)) : 0;
    if (begin < 0) return { bytes: bytes.subarray(0, 0), offset: from, isLast: false };
    const seam = to - 1 - first;
    const boundary = boundaryIn(bytes.subarray(seam));
    if (boundary >= 0) return { bytes: bytes.subarray(begin, seam + boundary), offset: first + begin, isLast: false };
    if (last === size || bytes.length < last - first)
      return { bytes: bytes.subarray(begin), offset: first + begin, isLast: true };
  }
}

function readInto(file: number, from: number, to: number): Buffer {
  if (room.length < to - from) room = Buffer.allocUnsafeSlow(to - from);
  return fill(file, room.subarray(0, to - from), from);
}

/** Offset of the first brace that begins a line, after the first byte; or -1. */
function boundaryIn(bytes: Buffer): number {
  const lineEnd = bytes.indexOf('\n{');
  return lineEnd < 0 ? -1 : lineEnd + 1;
}

/** Fewer bytes if the file ends before. */
export function readBytes(file: number, from: number, to: number): Buffer {
  return fill(file, Buffer.allocUnsafeSlow(to - from), from);
}

function fill(file: number, bytes: Buffer, from: number): Buffer {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
