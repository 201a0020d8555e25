import { chmod, copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { onExit, removeFolder } from './cleanup.mjs';
import { hostStore, projectRoot } from './paths.mjs';
import { runNpm } from './processes.mjs';

/** @typedef {'minimum' | 'latest'} VsCodeChoice the oldest VS Code that package.json allows, or a recent one */

/**
 * code-server 4.x.y holds VS Code 1.x.y. 1.100 runs on the Node.js of this project but gets ripgrep by an install script;
 * 1.139 brings ripgrep but wants Node.js 24. `extra` supplies what is missing, from npm as well.
 */
const releases = {
  minimum: {
    codeServer: '4.100.3',
    vsCode: '1.100.3',
    extra: '@vscode/ripgrep-universal@1.18.0',
    watchdog: 'native-watchdog',
  },
  latest: {
    codeServer: '4.139.1',
    vsCode: '1.139.1',
    extra: `${nodePackage()}@24.21.0`,
    watchdog: '@vscode/native-watchdog',
  },
};

/** Install scripts would build native modules and download more; VS Code does without them. */
const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--no-package-lock', '--loglevel=error'];

/**
 * @typedef {object} InstalledServer
 * @property {string} vsCode its VS Code version
 * @property {string} node the Node.js program to run it with
 * @property {string} root the folder of the server: `out/server-main.js` is in it
 */

/**
 * Makes sure that a VS Code server is installed in `.vscode-test`, with nothing but npm's registry.
 *
 * @param {VsCodeChoice} which
 * @returns {Promise<InstalledServer>}
 */
export async function ensureVsCodeServer(which) {
  const release = releases[which];
  const home = path.join(hostStore, `code-server-${release.codeServer}`);
  if (!existsSync(home)) {
    await removeAbandoned(home);
    await installInto(home, which);
  }
  const ownNode = nodeProgram(home);
  return {
    vsCode: release.vsCode,
    node: existsSync(ownNode) ? ownNode : process.execPath,
    root: serverRoot(home),
  };
}

/**
 * Installs beside `home` and renames at the end: a folder of that name is always complete.
 *
 * @param {string} home
 * @param {VsCodeChoice} which
 */
async function installInto(home, which) {
  const { codeServer, vsCode, extra } = releases[which];
  const started = Date.now();
  const partial = `${home}.partial-${process.pid}`;
  const forget = onExit(() => removeFolder(partial));
  const packages = [`code-server@${codeServer}`, extra];
  try {
    await mkdir(partial, { recursive: true });
    await writeFile(path.join(partial, 'package.json'), '{ "private": true }\n');
    progress(`Installing VS Code ${vsCode} into ${home} (once) …`);
    progress(`  npm install ${packages.join(' ')}`);
    await runNpm(['install', ...npmFlags, ...packages], partial);
    progress('  npm install, for the server inside code-server');
    await runNpm(['install', '--omit=dev', ...npmFlags], serverRoot(partial));
    if (which === 'minimum') {
      await supplyRipgrep(partial);
    }
    await supplyNativeModules(serverRoot(partial), releases[which].watchdog);
    await renameUnlessThere(partial, home);
  } finally {
    forget();
    removeFolder(partial);
  }
  progress(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * Puts ripgrep where VS Code 1.100 looks for it: without it `workspace.findFiles` and Quick Open find nothing.
 *
 * @param {string} home
 */
async function supplyRipgrep(home) {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const from = path.join(
    home,
    'node_modules/@vscode/ripgrep-universal/bin',
    `${process.platform}-${process.arch}`,
    name,
  );
  const to = path.join(serverRoot(home), 'node_modules/@vscode/ripgrep/bin', name);
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o755);
}

/**
 * Puts JavaScript where VS Code looks for modules that npm could only compile.
 *
 * @param {string} root
 * @param {string} watchdog
 */
async function supplyNativeModules(root, watchdog) {
  const standIns = path.join(projectRoot, 'test', 'host', 'standIns');
  await copyFile(path.join(standIns, 'spdlog.cjs'), path.join(root, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  await copyFile(path.join(standIns, 'watchdog.cjs'), path.join(root, 'node_modules', watchdog, 'index.js'));
}

/**
 * Another run may have installed the same version meanwhile; then its folder stays.
 *
 * @param {string} from
 * @param {string} to
 */
async function renameUnlessThere(from, to) {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) {
      throw error;
    }
  }
}

/**
 * Deletes what an earlier installation left when it was killed; one that is still running keeps its folder.
 *
 * @param {string} home
 */
async function removeAbandoned(home) {
  const prefix = `${path.basename(home)}.partial-`;
  await mkdir(path.dirname(home), { recursive: true });
  for (const name of await readdir(path.dirname(home))) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) {
      removeFolder(path.join(path.dirname(home), name));
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** npm's package `node` fetches this one in an install script; those are off. */
function nodePackage() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** @param {string} home */
function nodeProgram(home) {
  return path.join(home, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** @param {string} home */
function serverRoot(home) {
  return path.join(home, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** @param {string} line */
function progress(line) {
  process.stderr.write(`${line}\n`);
}
