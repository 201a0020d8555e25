import { constants, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AppendedLine } from '../../server/review/reviewFiles';
import { syncFolder } from '../convert/stagedFiles';

/**
 * Appends a line to a text file, and creates the file if it is not there. The line goes out in one write to the file's end, wherever that is by then, so
 * that others may append as well; it ends as the file's last line does, and begins anew where that one has no end because somebody was stopped.
 *
 * @param line without a line end
 * @throws the errors of the file system
 */
export async function appendLine(path: string, line: string): Promise<AppendedLine> {
  const { file, isNew } = await openToAppend(path);
  try {
    const before = await file.stat({ bigint: true });
    const bytes = Buffer.from(await withLineEnds(file, Number(before.size), line), 'utf8');
    for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
    await file.sync();
    const after = await file.stat({ bigint: true });
    if (isNew) await syncFolder(dirname(path));
    const isAlone = after.size === before.size + BigInt(bytes.length);
    return { before: isNew ? undefined : stampOf(before), after: isAlone ? stampOf(after) : undefined };
  } finally {
    await file.close();
  }
}

/** Changes with a file. */
export function stampOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs}`;
}

async function openToAppend(path: string): Promise<{ file: FileHandle; isNew: boolean }> {
  const flags = constants.O_RDWR | constants.O_APPEND;
  try {
    return { file: await open(path, flags | constants.O_CREAT | constants.O_EXCL), isNew: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { file: await open(path, flags), isNew: false };
  }
}

async function withLineEnds(file: FileHandle, size: number, line: string): Promise<string> {
  const tail = Buffer.alloc(Math.min(2, size));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.toString('latin1');
  if (end === '\r\n') return `${line}\r\n`;
  return `${end === '' || end.endsWith('\n') ? '' : '\n'}${line}\n`;
}
