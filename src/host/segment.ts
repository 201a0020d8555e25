import { readSync } from 'node:fs';
import { jsonlContainer } from '../dataset/jsonl';
import type { Checker } from '../rules/checker';
import type { PlacedFinding } from '../rules/placedFinding';
import { StreamChecker } from '../rules/streamChecker';
import { invalidIn } from './byteFacts';
import type { CheckedPart } from './checkFile';

/** Bytes of a segment, before it is brought to begin and end between records. */
export const SEGMENT_BYTES = 1024 * 1024;

/** Bytes that are read at a time to find where a segment ends. */
const LOOK_AHEAD = 32 * 1024;

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
  stream.push(bytes.toString('latin1'));
  return { findings, totals: stream.end(), invalid: invalidIn(bytes, offset, 0) };
}

export function decodeUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A JSONL piece always begins at a line that begins with a brace: there the file can be divided. */
function readSegment(
  file: number,
  { from, to, start, size }: Segment,
): { bytes: Buffer; offset: number; isLast: boolean } {
  const bytes = readBytes(file, from, to);
  let begin = 0;
  if (from > start) {
    // The brace may be this segment's first byte, after the last one's line end.
    const before = readBytes(file, from - 1, from);
    begin = boundaryIn(Buffer.concat([before, bytes.subarray(0, 1)])) >= 0 ? 0 : boundaryIn(bytes);
    if (begin < 0) return { bytes: bytes.subarray(0, 0), offset: from, isLast: false };
  }
  const parts = [bytes.subarray(begin)];
  let seam = bytes.subarray(bytes.length - 1);
  for (let end = to, length = LOOK_AHEAD; end < size; length *= 2) {
    const more = readBytes(file, end, Math.min(end + length, size));
    if (more.length === 0) break;
    const boundary = boundaryIn(Buffer.concat([seam, more]));
    if (boundary >= 0)
      return { bytes: Buffer.concat([...parts, more.subarray(0, boundary - 1)]), offset: from + begin, isLast: false };
    parts.push(more);
    seam = more.subarray(more.length - 1);
    end += more.length;
  }
  return { bytes: Buffer.concat(parts), offset: from + begin, isLast: true };
}

/** Offset of the first brace that begins a line, after the first byte; or -1. */
function boundaryIn(bytes: Buffer): number {
  const lineEnd = bytes.indexOf('\n{');
  return lineEnd < 0 ? -1 : lineEnd + 1;
}

/** Fewer bytes if the file ends before. */
export function readBytes(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
