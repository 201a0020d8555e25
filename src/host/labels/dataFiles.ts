import { stat } from 'node:fs/promises';
import { normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob } from 'tinyglobby';
import type { DataFile, DataFiles } from '../../server/labels/dataFiles';

/** What datasets are called, and folders in which nobody keeps his own. */
const PATTERNS = ['**/*.{json,jsonl,ndjson}'];
const FOREIGN = ['**/node_modules/**', '**/.git/**', '**/.venv/**', '**/__pycache__/**'];

/** The files of a disk that may be datasets. */
export const diskDataFiles: DataFiles = {
  async list(folders, signal) {
    const found = new Set<string>();
    for (const cwd of folders) {
      const options = { absolute: true, dot: false, ignore: FOREIGN, followSymbolicLinks: false, signal };
      const paths = await glob(PATTERNS, { cwd, ...options }).catch(() => []);
      for (const path of paths) found.add(normalize(path));
    }
    return [...found].sort(byName);
  },

  async look(path): Promise<DataFile | undefined> {
    try {
      const { size, mtimeMs, ino } = await stat(path);
      return { uri: pathToFileURL(path).href, size, stamp: `${size} ${mtimeMs} ${ino}` };
    } catch {
      return undefined; // It has gone.
    }
  },
};

/** As people count: `2.jsonl` before `10.jsonl`. */
const byName = new Intl.Collator('en', { numeric: true }).compare;
