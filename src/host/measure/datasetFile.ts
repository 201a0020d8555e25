import * as l10n from '@vscode/l10n';
import { open, type FileHandle } from 'node:fs/promises';
import { containerOf, type Container } from '../../dataset/container';
import { detectFormat, DETECTION_LENGTH } from '../../dataset/detect';
import type { Format } from '../../dataset/format';
import { readBlock } from '../blocks';
import { bomLength, guessEncoding, untilWholeCharacter } from '../byteFacts';
import { recordBatches, type RecordBatch } from './recordBatches';

/** A file can be opened, but its records can't be read; the message is for people. */
export class NoDataset extends Error {
  override readonly name = 'NoDataset';
}

/** A file whose records are read in batches. Close it. */
export class DatasetFile {
  private constructor(
    private readonly file: FileHandle,
    /** Bytes of the whole file, and of a byte order mark. */
    readonly size: number,
    private readonly bom: number,
    readonly container: Container,
    /** Undefined if the first records speak for none. */
    readonly format: Format | undefined,
  ) {}

  /** @throws NoDataset if it is no UTF-8 text, and the errors of the file system */
  static async open(path: string): Promise<DatasetFile> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const head = await readBlock(file, 0, DETECTION_LENGTH);
      const encoding = guessEncoding(head);
      if (encoding !== undefined) throw new NoDataset(l10n.t('it is not UTF-8 text, but {0}', encoding));
      const bom = bomLength(head);
      const text = untilWholeCharacter(head).toString('utf8', bom);
      const detected = detectFormat(text, size <= head.length, /\.json$/i.test(path));
      return new DatasetFile(file, size, bom, containerOf(text), detected?.format);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** All records, in order; each call reads the file from its beginning. */
  batches(): AsyncGenerator<RecordBatch> {
    return recordBatches(this.file, this.bom, this.container);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
