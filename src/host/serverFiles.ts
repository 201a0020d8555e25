import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Files } from '../server/files';

/** VS Code shows extensions no larger files. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Files of the server's own disk; all other ones are asked for.
 *
 * @param ask reads a file that is not on the disk, if the client can
 */
export function serverFiles(ask: (uri: string) => Promise<Buffer | undefined>): Files {
  return {
    async read(uri) {
      if (!uri.startsWith('file:')) return ask(uri);
      try {
        const path = fileURLToPath(uri);
        if ((await stat(path)).size > MAX_BYTES) return undefined;
        return await readFile(path);
      } catch {
        return undefined;
      }
    },
  };
}
