import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readProbeLine } from '../../probe/batch/readProbeLine';
import { ResultBook, type CallEntry } from '../../probe/batch/resultBook';
import type { CallLine, ProbeLine } from '../../probe/batch/resultLine';
import { blocks, readBlock } from '../blocks';
import { syncFolder } from '../convert/stagedFiles';
import { appendLines } from './appendLines';

/** Milliseconds after which lines that were written are put safely on the disk; a process that is killed loses nothing, only a computer may. */
const SYNC_AFTER = 200;
/** Bytes before the end of what was read, by which a file is known that was written anew. */
const MARK_BYTES = 4096;

/**
 * A dataset's `.probe.jsonl`. Others may append to it or replace it at any time: lines go to its end, wherever that is, and {@link refresh} reads what came.
 * A line that is torn at the end, because somebody was stopped, is left as it is; the next one begins anew.
 */
export class ResultFile {
  private held = new ResultBook();
  /** Bytes of whole lines that were read, what stands at their end, and of which file. */
  private readTo = 0;
  private mark: Buffer = Buffer.alloc(0);
  private inode = 0;
  /** One thing at a time. */
  private last: Promise<unknown> = Promise.resolve();
  private syncing: NodeJS.Timeout | undefined;

  private constructor(readonly path: string) {}

  /** Reads a file, which need not be there yet. @throws the errors of the file system */
  static async open(path: string): Promise<ResultFile> {
    const file = new ResultFile(path);
    await file.refresh();
    return file;
  }

  /** What the lines amount to. Another one after the file was replaced. */
  get book(): ResultBook {
    return this.held;
  }

  /** Appends lines and reads them. @throws the errors of the file system; then none of them is whole in the file, or all are */
  append(lines: readonly ProbeLine[]): Promise<void> {
    return this.inTurn(async () => {
      const isNew = await appendLines(this.path, lines);
      if (isNew) await syncFolder(dirname(this.path));
      this.syncSoon();
      // They are written whatever becomes of reading: who is told otherwise writes them again.
      await this.read().catch(() => undefined);
    });
  }

  /** Reads what was written since. @returns whether there was anything. @throws the errors of the file system */
  refresh(): Promise<boolean> {
    return this.inTurn(() => this.read());
  }

  /** A call with its texts. @throws Error if it isn't in the file any more, and the errors of the file system */
  async readCall(entry: CallEntry): Promise<CallLine> {
    const found = await this.lineOf(entry);
    if (found) return found;
    await this.refresh();
    const now = this.held.call(entry.id);
    const line = now && (await this.lineOf(now));
    if (line) return line;
    throw new Error(`${this.path}: ${entry.id}`);
  }

  /** Puts what was written safely on the disk. @throws the errors of the file system */
  flush(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.syncing) return;
      clearTimeout(this.syncing);
      this.syncing = undefined;
      await syncFile(this.path);
    });
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.last.then(work);
    this.last = next.catch(() => undefined);
    return next;
  }

  private syncSoon(): void {
    this.syncing ??= setTimeout(() => {
      this.flush().catch(() => undefined);
    }, SYNC_AFTER);
  }

  private async read(): Promise<boolean> {
    const file = await openToRead(this.path);
    if (!file) return this.forget();
    try {
      const stats = await file.stat();
      if (!(await this.isContinued(file, stats))) this.forget();
      this.inode = stats.ino;
      if (stats.size === this.readTo) return false;
      const before = this.readTo;
      await this.readLines(file);
      this.mark = await readBlock(file, Math.max(0, this.readTo - MARK_BYTES), Math.min(MARK_BYTES, this.readTo));
      return this.readTo > before;
    } finally {
      await file.close();
    }
  }

  /** True if what was read is still there. */
  private async isContinued(file: FileHandle, { ino, size }: Stats): Promise<boolean> {
    if (this.readTo === 0) return true;
    if (ino !== this.inode || size < this.readTo) return false;
    return this.mark.equals(await readBlock(file, this.readTo - this.mark.length, this.mark.length));
  }

  private forget(): boolean {
    const wasThere = this.readTo > 0;
    this.held = new ResultBook();
    this.readTo = 0;
    this.mark = Buffer.alloc(0);
    return wasThere;
  }

  private async readLines(file: FileHandle): Promise<void> {
    let parts: Buffer[] = [];
    for await (const block of blocks(file, this.readTo)) {
      let start = 0;
      for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
        this.take(Buffer.concat([...parts, block.subarray(start, end)]), 1);
        parts = [];
        start = end + 1;
      }
      parts.push(block.subarray(start));
    }
    // A last line without an end may be torn, or still be written.
    const rest = Buffer.concat(parts);
    if (rest.length > 0 && readProbeLine(textOf(rest)) !== 'unreadable') this.take(rest, 0);
  }

  private take(bytes: Buffer, end: number): void {
    this.held.addText(textOf(bytes), { offset: this.readTo, length: bytes.length });
    this.readTo += bytes.length + end;
  }

  private async lineOf({ id, place }: CallEntry): Promise<CallLine | undefined> {
    const file = await openToRead(this.path);
    if (!file) return undefined;
    try {
      const line = readProbeLine(textOf(await readBlock(file, place.offset, place.length)));
      return typeof line === 'object' && line.kind === 'call' && line.id === id ? line : undefined;
    } finally {
      await file.close();
    }
  }
}

/** Without a byte order mark, which some editors write. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').trim();
}

async function openToRead(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
