import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appendLines } from './appendLines';

/** What was kept of calls: lines of those that ended, and of each that was cut off all that had come. */
export interface KeptLines {
  readonly lines: readonly unknown[];
  readonly parts: readonly { readonly name: string; readonly lines: readonly unknown[] }[];
}

const FILE = 'calls.jsonl';
/** The lines before those of the file, once it has become too long. */
const OLDER = 'calls.older.jsonl';
const PART = /^part-(\d+)-.+\.jsonl$/;
/** Bytes. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Keeps calls of one dataset on disk, so that nothing received is lost when the editor is killed. A call that goes on has a file of its own, its part, to which
 * everything is appended as it comes; once it has ended, it is one line of the common file. Several windows may do so at once: files are only appended to, in one write for each line.
 * Nothing is synced to the disk: what the system has taken over survives the end of a process.
 */
export class CallJournal {
  private writing: Promise<void> = Promise.resolve();

  /** @param isRunning whether a process with this number still goes on, and with it the calls whose parts it writes */
  constructor(
    private readonly folder: string,
    private readonly process: number,
    private readonly isRunning: (process: number) => boolean,
  ) {}

  /** Everything that is there. A line that is torn, or that people have broken, is passed over. */
  async read(): Promise<KeptLines> {
    await this.writing;
    await this.rotate();
    const files = await readdir(this.folder).catch(() => []);
    const lines = (await Promise.all([OLDER, FILE].map((name) => this.linesOf(name)))).flat();
    const names = files.filter((name) => this.isLeft(name));
    const parts = await Promise.all(names.map(async (name) => ({ name, lines: await this.linesOf(name) })));
    return { lines, parts };
  }

  /** @throws the errors of the file system */
  append(line: object): Promise<void> {
    return this.write(FILE, line);
  }

  /** The name of the part of a call. @param id of the call: letters, digits and `-` */
  partOf(id: string): string {
    return `part-${this.process}-${id}.jsonl`;
  }

  appendToPart(name: string, line: object): Promise<void> {
    return this.write(name, line);
  }

  /** The call has a line by now. */
  removePart(name: string): Promise<void> {
    return this.inOrder(() => rm(join(this.folder, name), { force: true }));
  }

  private write(name: string, line: object): Promise<void> {
    return this.inOrder(async () => {
      await mkdir(this.folder, { recursive: true });
      await appendLines(join(this.folder, name), [line]);
    });
  }

  private inOrder(does: () => Promise<void>): Promise<void> {
    const done = this.writing.then(does);
    this.writing = done.catch(() => undefined);
    return done;
  }

  private isLeft(name: string): boolean {
    const [, process] = PART.exec(name) ?? [];
    return process !== undefined && Number(process) !== this.process && !this.isRunning(Number(process));
  }

  private async rotate(): Promise<void> {
    const file = join(this.folder, FILE);
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size > LONGEST) await rename(file, join(this.folder, OLDER));
  }

  private async linesOf(name: string): Promise<unknown[]> {
    const text = await readFile(join(this.folder, name), 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as unknown];
      } catch {
        return []; // Torn off when the process ended.
      }
    });
  }
}

/** Whether a process of this machine goes on. */
export function isProcessRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
