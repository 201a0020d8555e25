import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Downloaded editors, logs and pictures; git ignores it. */
export const hostStore = path.join(projectRoot, '.vscode-test');

/**
 * The path part of a file's URI, which is what VS Code's addresses want: `/c:/a b` rather than `C:\a b`.
 *
 * @param {string} absolutePath
 */
export function uriPath(absolutePath) {
  return decodeURIComponent(pathToFileURL(absolutePath).pathname);
}
