import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);

/** Installs what the benchmarks measure against, if that has not been done for the lock file as it is now. */
export function installPeers() {
  const wanted = lockedVersions(`${folder}package-lock.json`);
  const installed = `${folder}node_modules/.package-lock.json`;
  if (existsSync(installed) && lockedVersions(installed) === wanted) return;
  process.stderr.write('Installing the peers…\n');
  execFileSync('npm', ['ci'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/**
 * @param {string} lockFile
 * @returns {string} to be compared
 */
function lockedVersions(lockFile) {
  /** @type {{ packages: Record<string, { version: string }> }} */
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  return JSON.stringify(
    Object.entries(packages).flatMap(([path, { version }]) => (path === '' ? [] : [[path, version]])),
  );
}

/** The peers with their exact versions. */
export function peerVersions() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  /** @type {{ devDependencies: Record<string, string> }} */
  const { devDependencies } = JSON.parse(readFileSync(`${folder}../package.json`, 'utf8'));
  // The tests need this one, too.
  const tokenizers = { tokenizers: devDependencies.tokenizers };
  return Object.entries({ ...dependencies, ...tokenizers }).map(([name, version]) => `${name} ${version}`);
}

/**
 * Loads a peer's main module.
 *
 * @param {string} name
 * @returns {unknown}
 */
export function loadPeer(name) {
  return require(name);
}

/** The script that `@sourcemeta/jsonschema` gives as its command. */
export const jsonschemaBin = `${folder}node_modules/@sourcemeta/jsonschema/npm/cli.js`;

/** The program that the script starts, or undefined where it lies elsewhere. */
export function jsonschemaProgram() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const cpu = process.arch === 'x64' ? 'x86_64' : process.arch;
  const name = `jsonschema-${system}-${cpu}${system === 'windows' ? '.exe' : ''}`;
  const path = `${folder}node_modules/@sourcemeta/jsonschema/build/github-releases/${name}`;
  return existsSync(path) ? path : undefined;
}
