import { createHash, randomBytes } from 'node:crypto';
import { constants, rmSync, type Stats } from 'node:fs';
import { access, link, open, readdir, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Bytes that are gathered before they are written. */
const BLOCK_BYTES = 1024 * 1024;
/** Milliseconds after which what another computer left behind is nobody's any more. */
const ABANDONED = 24 * 60 * 60 * 1000;

/** The target is there already, and nobody said that it may be overwritten. */
export class TargetExists extends Error {
  override readonly name = 'TargetExists';

  constructor(readonly path: string) {
    super(path);
  }
}

/** Temporary files that are there at the moment. */
const staged = new Set<string>();

/** Removes what is being written, at once: for a process that is told to end. */
export function removeStagedNow(): void {
  for (const path of staged) rmSync(path, { force: true });
}

/**
 * Files that are written together: each to a temporary file beside its target, and only {@link commit} puts them in their places, all of them synced
 * before. A process that is killed leaves the old files, or the new ones, and perhaps temporary files, which the next one that writes there removes.
 */
export class StagedFiles {
  private constructor(
    private readonly files: readonly StagedFile[],
    private readonly overwrite: boolean,
  ) {}

  /**
   * Begins to write files. With `overwrite` those that are there are replaced once all is written; their permissions stay, and of a link the file that it
   * names is replaced.
   *
   * @throws TargetExists, and the errors of the file system
   */
  static async open(paths: readonly string[], overwrite: boolean): Promise<StagedFiles> {
    const files: StagedFile[] = [];
    try {
      for (const path of paths) files.push(await StagedFile.open(path, overwrite));
    } catch (error) {
      for (const file of files) await file.remove();
      throw error;
    }
    return new StagedFiles(files, overwrite);
  }

  /** The file for the path of the same index. */
  file(index: number): StagedFile {
    return this.files[index]!;
  }

  /**
   * Puts the files in their places.
   *
   * @param check looks at what is written before it takes the place of anything, in temporary files in the order of the paths; what it throws stops it
   * @throws TargetExists if one has come into being meanwhile, what `check` throws, and the errors of the file system; then none is left
   */
  async commit(check?: (written: readonly string[]) => Promise<void>): Promise<void> {
    const placed: StagedFile[] = [];
    try {
      for (const file of this.files) await file.finish();
      await check?.(this.files.map(({ temporary }) => temporary));
      for (const file of this.files) {
        await file.place(this.overwrite);
        placed.push(file);
      }
      for (const folder of new Set(this.files.map(({ target }) => dirname(target)))) await syncFolder(folder);
    } catch (error) {
      if (!this.overwrite) for (const { target } of placed) await rm(target, { force: true });
      await this.abort();
      throw error;
    }
  }

  /** Leaves everything as it was. */
  async abort(): Promise<void> {
    for (const file of this.files) await file.remove();
  }
}

/** One of the files; what is written to it is gathered first. */
export class StagedFile {
  private gathered: string[] = [];
  private bytes = 0;

  private constructor(
    readonly target: string,
    readonly temporary: string,
    private readonly file: FileHandle,
  ) {}

  static async open(path: string, overwrite: boolean): Promise<StagedFile> {
    const { target, stats } = await targetOf(path, overwrite);
    await removeAbandoned(target);
    const temporary = `${target}.${ownMark()}-${randomBytes(4).toString('hex')}.tmp`;
    // Known before it is there, so that no signal can come between.
    staged.add(temporary);
    const file = await open(temporary, 'wx', stats?.mode).catch((error: unknown) => {
      staged.delete(temporary);
      throw error;
    });
    if (stats) await file.chmod(stats.mode);
    return new StagedFile(target, temporary, file);
  }

  /** @param bytes the bytes, one in each unit (Latin-1) */
  async write(bytes: string): Promise<void> {
    this.gathered.push(bytes);
    this.bytes += bytes.length;
    if (this.bytes >= BLOCK_BYTES) await this.flush();
  }

  /** All is on the disk. */
  async finish(): Promise<void> {
    await this.flush();
    await this.file.sync();
    await this.file.close();
  }

  /** Where nothing may be overwritten the file gets its name by a link, which fails if the name is taken. */
  async place(overwrite: boolean): Promise<void> {
    if (overwrite || !(await this.linked())) await rename(this.temporary, this.target);
    else await rm(this.temporary, { force: true });
    staged.delete(this.temporary);
  }

  async remove(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
    staged.delete(this.temporary);
  }

  /** False where the file system has no links and the name is free. */
  private async linked(): Promise<boolean> {
    try {
      await link(this.temporary, this.target);
      return true;
    } catch (error) {
      if (await isThere(this.target)) throw new TargetExists(this.target);
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
      return false;
    }
  }

  private async flush(): Promise<void> {
    const block = Buffer.from(this.gathered.join(''), 'latin1');
    this.gathered = [];
    this.bytes = 0;
    for (let at = 0; at < block.length;) at += (await this.file.write(block, at)).bytesWritten;
  }
}

/**
 * Tells whether files could be written, before any work is done. @throws TargetExists, and the errors of the file system
 */
export async function assertWritable(paths: readonly string[], overwrite: boolean): Promise<void> {
  for (const path of paths) await access(dirname((await targetOf(path, overwrite)).target), constants.W_OK);
}

/** The file that a path means, and what is known of it if it is there. */
async function targetOf(path: string, overwrite: boolean): Promise<{ target: string; stats: Stats | undefined }> {
  const target = await placeOf(path);
  const stats = await stat(target).catch(() => undefined);
  if (!stats) return { target, stats };
  if (!overwrite) throw new TargetExists(path);
  if (stats.isDirectory()) throw Object.assign(new Error(`EISDIR: ${path}`), { code: 'EISDIR', syscall: 'open' });
  return { target, stats };
}

/** The path of the file that a path means once links are followed; the file itself may be missing, its folder not. @throws the errors of the file system */
export async function placeOf(path: string): Promise<string> {
  const present = await realpath(path).catch(() => undefined);
  return present ?? join(await realpath(dirname(path)), basename(path));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Names this computer and this process in a temporary file's name. */
function ownMark(): string {
  return `tuneset-${hostMark()}-${process.pid}`;
}

function hostMark(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** Removes temporary files for a target whose process is not there any more. */
async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  const start = `${basename(target)}.tuneset-`;
  for (const name of await readdir(folder)) {
    const match = name.startsWith(start) ? /^(\w{8})-(\d+)-\w{8}\.tmp$/.exec(name.slice(start.length)) : null;
    if (!match) continue;
    const path = join(folder, name);
    const isDead = match[1] === hostMark() && !isRunning(Number(match[2]));
    const stats = await stat(path).catch(() => undefined);
    if (isDead || (stats && Date.now() - stats.mtimeMs > ABANDONED)) await rm(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** So that the new names survive a power failure; not every system can do that. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
