import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { RESULT_FILES } from '../probe/batch/resultFileName';
import { REVIEW_FILES } from '../review/reviewFile';
import { CannotRun } from './cannotRun';

export interface FoundFile {
  /** Relative to the current folder if it lies below it. */
  readonly path: string;
  /** The user named it, rather than a folder or glob that holds it. */
  readonly isNamed: boolean;
}

const DATA_FILES = '**/*.{json,jsonl,ndjson}';
const IGNORED = ['**/node_modules/**', '**/.git/**', REVIEW_FILES, RESULT_FILES];

/**
 * Expands files, folders and globs, in the order given, each file once. Folders give their JSON and JSONL files.
 *
 * @throws CannotRun if a path does not exist or a glob matches nothing
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const path of paths) {
    for (const file of await expand(path)) {
      if (!found.has(file.path) || file.isNamed) found.set(file.path, file);
    }
  }
  return [...found.values()];
}

async function expand(path: string): Promise<FoundFile[]> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) {
    return (await search(DATA_FILES, path)).map((file) => ({ path: shown(resolve(path, file)), isNamed: false }));
  }
  if (stats) return [{ path: shown(resolve(path)), isNamed: true }];
  const pattern = path.replace(/\\(?![*?[\]{}()!])/g, '/');
  const matches = isDynamicPattern(pattern) ? await search(pattern, '.') : [];
  if (matches.length === 0) throw new CannotRun(l10n.t('There is no file or folder “{0}”.', path));
  return matches.map((file) => ({ path: shown(resolve(file)), isNamed: false }));
}

async function search(pattern: string, folder: string): Promise<string[]> {
  const files = await glob(pattern, { cwd: folder, ignore: IGNORED, expandDirectories: false });
  return files.sort();
}

function shown(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') || below === '' ? path : below;
}
