import type { FileHandle } from 'node:fs/promises';

/** A file is read in blocks of as many bytes. */
const BLOCK_BYTES = 1024 * 1024;

/** The bytes of an open file from an offset on, block by block. */
export async function* blocks(file: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const block = await readBlock(file, at, BLOCK_BYTES);
    if (block.length === 0) return;
    yield block;
    at += block.length;
  }
}

/** As many bytes from an offset on, or fewer if the file ends before. */
export async function readBlock(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const block = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(block, filled, length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return block.subarray(0, filled);
}
