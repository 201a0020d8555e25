import * as l10n from '@vscode/l10n';
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Bytes that git may answer with a list of names. */
const MOST_BYTES = 256 * 1024 * 1024;
const DATA_FILE = /\.(?:json|jsonl|ndjson)$/i;

/** git is not there, or doesn't know what it was asked for; the message is for people. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** A file that differs between two versions. */
export interface ChangedFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly isInOld: boolean;
  readonly isInNew: boolean;
}

/** A git repository. The working tree counts as a version of its own, and the index (what is staged) as another. */
export class GitVersions {
  private constructor(
    /** The folder of the working tree. */
    readonly folder: string,
  ) {}

  /** The repository around a folder. @throws GitError */
  static async around(folder: string): Promise<GitVersions> {
    const top = await git(folder, 'rev-parse', '--show-toplevel');
    return new GitVersions(top.replace(/\r?\n$/, ''));
  }

  /**
   * The JSON and JSONL files that differ between a commit and the working tree, or the index; files that git doesn't know yet belong to the working tree.
   *
   * @param cwd what relative paths start from
   * @param paths files or folders; all below `cwd` if there are none
   * @throws GitError
   */
  async changed(cwd: string, revision: string, paths: readonly string[], isStaged: boolean): Promise<ChangedFile[]> {
    const commit = await git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).then(
      (hash) => hash.trim(),
      () => {
        throw new GitError(l10n.t('there is no commit “{0}”', revision));
      },
    );
    for (const path of paths) await this.assertKnown(cwd, commit, path);
    const among = ['--', ...(paths.length > 0 ? paths : ['.'])];
    const staged = isStaged ? ['--cached'] : [];
    const names = await git(
      cwd,
      'diff',
      '--name-status',
      '-z',
      '--no-renames',
      '--no-relative',
      '--no-ext-diff',
      ...staged,
      commit,
      ...among,
    );
    const words = names.split('\0');
    const files: ChangedFile[] = [];
    for (let i = 0; i + 1 < words.length; i += 2) {
      files.push({ path: words[i + 1]!, isInOld: words[i] !== 'A', isInNew: words[i] !== 'D' });
    }
    if (!isStaged) {
      const strange = await git(cwd, 'ls-files', '--others', '--exclude-standard', '--full-name', '-z', ...among);
      for (const path of strange.split('\0')) if (path !== '') files.push({ path, isInOld: false, isInNew: true });
    }
    return files.filter(({ path }) => DATA_FILE.test(path));
  }

  /**
   * The text of a file in a version; undefined if it isn't in it.
   *
   * @param revision a commit, or '' for the index
   */
  async text(revision: string, path: string): Promise<string | undefined> {
    return git(this.folder, 'cat-file', '--filters', `${revision}:${path}`).catch(() => undefined);
  }

  /** @throws GitError for a path that is neither in the commit nor in the index or the working tree */
  private async assertKnown(cwd: string, commit: string, path: string): Promise<void> {
    const all = ['--cached', '--others', '--exclude-standard', `--with-tree=${commit}`, '--error-unmatch', '-z'];
    await git(cwd, 'ls-files', ...all, '--', path).catch(() => {
      throw new GitError(l10n.t('“{0}” is in neither version, or git ignores it', path));
    });
  }

  /**
   * Writes a version of a file to a folder, as git would check it out (with Git LFS, if that is set up).
   *
   * @param revision a commit, or '' for the index
   * @returns the path of the copy
   * @throws GitError, and the errors of the file system
   */
  async copy(revision: string, path: string, folder: string): Promise<string> {
    const copy = join(folder, path);
    await mkdir(dirname(copy), { recursive: true });
    const child = spawn('git', ['cat-file', '--filters', `${revision}:${path}`], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    await Promise.all([pipeline(child.stdout, createWriteStream(copy, { mode: 0o600 })), ended]);
    if ((await ended) !== 0) throw new GitError(told.trim());
    return copy;
  }
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run('git', [...args], { cwd, maxBuffer: MOST_BYTES })).stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new GitError(stderr?.trim() || message);
  }
}
