// For scripts that a fresh clone starts with: Node's own modules must do until the packages are there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the packages that package-lock.json names, unless they are there already. */
export function ensurePackages() {
  if (packagesAreCurrent()) return;
  console.log('Installing the packages that Tuneset needs (npm ci) …');
  npm('ci');
}

/**
 * @param {string} command for npm, without quotes: on Windows a shell reads it
 * @throws {Error} if it fails
 */
export function npm(command) {
  const { status } = spawnSync('npm', command.split(' '), {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`"npm ${command}" failed; see above.`);
}

/** npm writes the hidden lock file whenever it has changed node_modules. */
function packagesAreCurrent() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}
