import { execFile } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The name under which somebody commits.
 *
 * @param folder whose configuration counts; undefined: only the user's own
 * @returns undefined if git is not there or doesn't know it
 */
export async function gitUserName(folder: string | undefined): Promise<string | undefined> {
  const scope = folder === undefined ? ['--global'] : [];
  return (await git(folder, 'config', ...scope, '--get', 'user.name')) || undefined;
}

/** The `.gitattributes` at the top of the repository in which a file lies, whether it is there or not; undefined if it lies in none, or git ignores it. */
export async function attributesFileFor(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const top = await git(folder, 'rev-parse', '--show-toplevel');
  if (!top) return undefined;
  // Says its name if it is ignored, and fails if not.
  const ignored = await git(folder, 'check-ignore', '--', basename(path));
  return ignored === undefined ? join(top, '.gitattributes') : undefined;
}

/** True if git joins two versions of a file by lines instead of stopping at a conflict. */
export async function mergesByLines(path: string): Promise<boolean> {
  const answer = await git(dirname(path), 'check-attr', 'merge', '--', basename(path));
  return answer?.endsWith(': merge: union') ?? false;
}

/** What git answers, without the line end; undefined if it fails. */
async function git(cwd: string | undefined, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', [...args], { ...(cwd !== undefined && { cwd }) });
    return stdout.replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
