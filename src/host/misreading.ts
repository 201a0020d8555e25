import { open } from 'node:fs/promises';
import { DETECTION_LENGTH } from '../dataset/detect';
import type { Format } from '../dataset/format';
import { misreading, type Misreading, type ReadingSource } from '../rules/misreading';
import { readBlock } from './blocks';
import { bomLength, guessEncoding, untilWholeCharacter } from './byteFacts';

/** As {@link misreading}, of a file on the disk. @throws the errors of the file system */
export async function misreadingOf(
  path: string,
  format: Format,
  source: ReadingSource,
): Promise<Misreading | undefined> {
  const file = await open(path);
  try {
    const head = await readBlock(file, 0, DETECTION_LENGTH);
    if (guessEncoding(head) !== undefined) return undefined;
    const { size } = await file.stat();
    const text = untilWholeCharacter(head).toString('utf8', bomLength(head));
    return misreading(text, size <= head.length, format, source);
  } finally {
    await file.close();
  }
}
