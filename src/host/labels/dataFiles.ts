import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { RESULT_FILES } from '../../probe/batch/resultFileName';
import { REVIEW_FILES } from '../../review/reviewFile';
import type { DataFile, DataFiles, FoundFile } from '../../server/labels/dataFiles';

/** What datasets are called, and folders in which nobody keeps his own, and what lies beside datasets. */
const PATTERNS = ['**/*.{json,jsonl,ndjson}'];
const FOREIGN = ['**/node_modules/**', '**/.git/**', '**/.venv/**', '**/__pycache__/**', REVIEW_FILES, RESULT_FILES];

/** The files of a disk that may be datasets. */
export const diskDataFiles: DataFiles = {
  async list(folders, signal) {
    const found = new Map<string, FoundFile>();
    for (const folder of folders) {
      const options = { cwd: folder, dot: false, ignore: FOREIGN, followSymbolicLinks: false, signal };
      const names = await glob(PATTERNS, options).catch(() => []);
      for (const name of names) {
        const path = join(folder, name);
        if (!found.has(path)) found.set(path, { path, folder, name });
      }
    }
    return [...found.values()].sort((a, b) => byName(a.path, b.path));
  },

  async look(path): Promise<DataFile | undefined> {
    try {
      const { size, mtimeMs, ino, mode } = await stat(path);
      return { size, stamp: `${size} ${mtimeMs} ${ino}`, isWritable: await isWritable(path, mode) };
    } catch {
      return undefined; // It has gone.
    }
  },
};

/** As editors see it: a file that nobody may write is not to be written even by those who could. */
async function isWritable(path: string, mode: number): Promise<boolean> {
  if ((mode & 0o222) === 0) return false;
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** As people count: `2.jsonl` before `10.jsonl`. */
const byName = new Intl.Collator('en', { numeric: true }).compare;
