import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { readBlock } from '../blocks';

/**
 * Appends lines of JSON to a file, in one go, also while others append to it. A line that is torn at its end, because somebody was killed, is left as it is; the next one begins anew. What was
 * written before an error is taken back, if nobody has written behind it.
 *
 * @returns whether there was nothing in the file before
 * @throws the errors of the file system
 */
export async function appendLines(path: string, lines: readonly object[]): Promise<boolean> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT);
  try {
    const { size } = await file.stat();
    const tail = await readBlock(file, Math.max(0, size - 1), Math.min(1, size));
    const bytes = Buffer.from(size > 0 && tail[0] !== 10 ? `\n${text}` : text, 'utf8');
    let written = 0;
    try {
      while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
    } catch (error) {
      if ((await file.stat()).size === size + written) await file.truncate(size);
      throw error;
    }
    return size === 0;
  } finally {
    await file.close();
  }
}
