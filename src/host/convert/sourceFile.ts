import * as l10n from '@vscode/l10n';
import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { containerOf, type Container } from '../../dataset/container';
import { layoutOf, type Layout } from '../../dataset/containerText';
import { detectFormat, DETECTION_LENGTH } from '../../dataset/detect';
import type { FormatChoice } from '../../dataset/format';
import type { Piece } from '../../dataset/piece';
import { PieceCutter } from '../../dataset/pieceCutter';
import { readBlock, blocks } from '../blocks';
import { bomLength, guessEncoding, untilWholeCharacter } from '../byteFacts';
import { NoDataset } from '../measure/datasetFile';

/** A record of a file: what is no record and yet something, such as a comment in an array, counts as a broken one. */
export interface SourceRecord {
  /** Index, 0-based. */
  readonly index: number;
  /** Bytes before its value, and bytes of its value. */
  readonly offset: number;
  readonly length: number;
  /** The value's text: the bytes of UTF-8, one in each unit (Latin-1). */
  readonly bytes: string;
  /** Its brackets and quotes are in order. */
  readonly isWhole: boolean;
  readonly isRecord: boolean;
  /** Share of the file that has been read, from 0 to 1. */
  readonly done: number;
}

/** A file changed while it was read, so that what was found out about it doesn't hold any more. */
export class SourceChanged extends Error {
  override readonly name = 'SourceChanged';
}

/** A dataset that is read record by record, several times if need be. Close it. */
export class SourceFile {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    readonly size: number,
    private readonly stamp: string,
    private readonly bom: number,
    readonly container: Container,
    readonly layout: Layout,
    /** What the first records speak for. */
    readonly detected: FormatChoice | undefined,
  ) {}

  /** @throws NoDataset if it is no UTF-8 text, and the errors of the file system */
  static async open(path: string): Promise<SourceFile> {
    const file = await open(path);
    try {
      const stats = await file.stat();
      const head = await readBlock(file, 0, DETECTION_LENGTH);
      const encoding = guessEncoding(head);
      if (encoding !== undefined) throw new NoDataset(l10n.t('it is not UTF-8 text, but {0}', encoding));
      const bom = bomLength(head);
      const text = untilWholeCharacter(head).toString('utf8', bom);
      const detected = detectFormat(text, stats.size <= head.length, /\.json$/i.test(path))?.format.choice;
      return new SourceFile(path, file, stats.size, stampOf(stats), bom, containerOf(text), layoutOf(text), detected);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The bytes before the first piece, one in each unit: a byte order mark, or nothing. */
  get head(): string {
    return '\xef\xbb\xbf'.slice(0, this.bom);
  }

  /** All records, in order; each call reads the file from its beginning. @throws SourceChanged */
  async *records(): AsyncGenerator<SourceRecord> {
    const counter = new Counter(this.bom, this.size);
    for await (const pieces of this.pieces()) {
      for (const piece of pieces) yield* counter.take(piece);
    }
  }

  /** All that the file holds behind its {@link head}, in order, some pieces at a time; texts hold the bytes of UTF-8, one in each unit. @throws SourceChanged */
  async *pieces(): AsyncGenerator<readonly Piece[]> {
    const cutter = new PieceCutter(this.container);
    for await (const block of blocks(this.file, this.bom)) yield cutter.push(block.toString('latin1'));
    yield cutter.end();
    if (stampOf(await this.file.stat()) !== this.stamp) {
      throw new SourceChanged(l10n.t('{0} was changed while it was read. Try again.', this.path));
    }
  }

  /** The bytes of one record, one in each unit. */
  bytesAt(offset: number, length: number): string {
    const bytes = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length;) {
      const count = readSync(this.file.fd, bytes, filled, length - filled, offset + filled);
      if (count === 0) throw new SourceChanged(l10n.t('{0} was changed while it was read. Try again.', this.path));
      filled += count;
    }
    return bytes.toString('latin1');
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

class Counter {
  private index = 0;

  constructor(
    private at: number,
    private readonly size: number,
  ) {}

  *take(piece: Piece): Generator<SourceRecord> {
    const { kind, text, valueStart, valueEnd, shape } = piece;
    const isRecord = kind === 'record';
    if (isRecord || (kind === 'junk' && !isSeparator(piece))) {
      yield {
        index: isRecord ? this.index++ : this.index,
        offset: this.at + valueStart,
        length: valueEnd - valueStart,
        bytes: text.slice(valueStart, valueEnd),
        isWhole: isRecord && shape !== undefined,
        isRecord,
        done: (this.at + text.length) / this.size,
      };
    }
    this.at += text.length;
  }
}

/** A comma too many; it belongs to nothing. */
function isSeparator({ text, valueStart, valueEnd }: Piece): boolean {
  return text.slice(valueStart, valueEnd) === ',';
}

function stampOf({ size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${size} ${mtimeMs}`;
}

export function utf8Of(bytes: string): Buffer {
  return Buffer.from(bytes, 'latin1');
}
