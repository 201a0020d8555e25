import { open, stat } from 'node:fs/promises';
import type { ReviewFiles } from '../../server/review/reviewFiles';
import { appendLine, stampOf } from './appendLine';

/** Files of reviews on the disk. */
export const diskReviewFiles: ReviewFiles = {
  async stamp(path) {
    const stats = await stat(path, { bigint: true }).catch(unlessMissing);
    return stats && stampOf(stats);
  },

  async read(path) {
    const file = await open(path).catch(unlessMissing);
    if (!file) return undefined;
    try {
      // What comes in between makes it be read again.
      const stamp = stampOf(await file.stat({ bigint: true }));
      return { text: await file.readFile('utf8'), stamp };
    } finally {
      await file.close();
    }
  },

  append: appendLine,
};

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
