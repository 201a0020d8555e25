import { spawn } from 'node:child_process';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { hostStore, projectRoot } from './paths.mjs';

/**
 * Opens a folder in a desktop VS Code of its own, downloaded once, with the extension under development.
 *
 * @param {string} folder
 * @returns {Promise<number>} its exit code, once its window is closed
 */
export async function openDesktop(folder) {
  const program = await downloadAndUnzipVSCode({ cachePath: hostStore }).catch((error) => {
    throw new Error(
      `VS Code could not be downloaded (${String(error)}). Without --desktop, only npm's registry is needed: npm start`,
    );
  });
  const child = spawn(program, [
    `--extensionDevelopmentPath=${projectRoot}`,
    `--user-data-dir=${path.join(hostStore, 'desktop-user')}`,
    `--extensions-dir=${path.join(hostStore, 'desktop-extensions')}`,
    '--disable-workspace-trust',
    folder,
  ]);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
