import type { FileHandle } from 'node:fs/promises';
import type { Container } from '../../dataset/container';
import { lineCount, measureLines, valueText, type Piece } from '../../dataset/piece';
import { blocks } from '../blocks';
import { PieceCutter } from '../../dataset/pieceCutter';

/** Bytes of a batch, unless a single record is longer: enough work to be worth sending to a thread. */
const BATCH_BYTES = 256 * 1024;

/** Records that follow one another in a file, not parsed yet. */
export interface RecordBatch {
  /** Index of the first record. */
  readonly first: number;
  /** The records' texts: the bytes of UTF-8, one in each unit of the string (Latin-1). */
  readonly records: readonly string[];
  /** For each record the line on which it begins, 0-based. */
  readonly lines: readonly number[];
  /** Bytes of the text that have been read when the batch is full. */
  readonly read: number;
}

/**
 * Reads the records of an open file in batches, in order. The records are those that `tuneset check` counts: broken ones too, but not
 * what stands between the elements of an array.
 *
 * @param from offset of the text, after a byte order mark
 * @throws the errors of the file system
 */
export async function* recordBatches(
  file: FileHandle,
  from: number,
  container: Container,
): AsyncGenerator<RecordBatch> {
  const cutter = new PieceCutter(container);
  const collector = new Collector();
  for await (const block of blocks(file, from)) {
    for (const piece of cutter.push(block.toString('latin1'))) {
      collector.add(piece);
      if (collector.bytes >= BATCH_BYTES) yield collector.take();
    }
  }
  for (const piece of cutter.end()) collector.add(piece);
  if (collector.bytes > 0) yield collector.take();
}

class Collector {
  bytes = 0;
  private read = 0;
  private records: string[] = [];
  private lines: number[] = [];
  private first = 0;
  private line = 0;

  add(piece: Piece): void {
    if (piece.kind === 'record') {
      const value = valueText(piece);
      this.records.push(value);
      this.lines.push(this.line + lineCount(measureLines(piece.text.slice(0, piece.valueStart))[0]));
      this.bytes += value.length;
    }
    this.line += lineCount(piece.lines);
    this.read += piece.text.length;
  }

  take(): RecordBatch {
    const { first, records, lines, read } = this;
    this.first += records.length;
    this.records = [];
    this.lines = [];
    this.bytes = 0;
    return { first, records, lines, read };
  }
}
