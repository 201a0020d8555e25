import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onExit, removeFolder } from './cleanup.mjs';
import { ensureVsCodeServer } from './installVsCodeServer.mjs';
import { uriPath } from './paths.mjs';
import { killTree, ownGroup, run } from './processes.mjs';

export { ensureVsCodeServer } from './installVsCodeServer.mjs';

/** @typedef {import('./installVsCodeServer.mjs').VsCodeChoice} VsCodeChoice */

/**
 * @typedef {object} VsCodeServer
 * @property {VsCodeChoice} which
 * @property {string} vsCode its VS Code version
 * @property {string} url without a slash at the end
 * @property {number} port
 * @property {string} userData folder of settings and state; `User/settings.json` in it holds the user's settings
 * @property {() => string} logTail the last lines the server has written
 * @property {() => Promise<void>} stop ends the server and deletes its temporary folder
 */

const startTimeout = 60_000;

/**
 * Starts VS Code's server on this machine only.
 *
 * @param {object} options
 * @param {VsCodeChoice} options.which
 * @param {number} [options.port] 0 or absent: any free one
 * @param {string} [options.userDataDir] settings and state that outlive the server; a temporary folder if absent
 * @param {string} [options.extensionsDir] installed extensions; none if absent
 * @param {string} [options.vsix] an extension package to install first
 * @param {string} [options.extension] folder of an extension to run from its sources
 * @param {boolean} [options.forTests] lets a page run extension tests and report their end; VS Code then shows no toasts
 * @returns {Promise<VsCodeServer>}
 */
export async function startVsCodeServer(options) {
  const { which, port = 0, userDataDir, extensionsDir, vsix, extension, forTests = false } = options;
  const installed = await ensureVsCodeServer(which);
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'tuneset-vscode-'));
  const dataDir = userDataDir ?? path.join(temporary, 'data');
  const extensions = extensionsDir ?? path.join(temporary, 'extensions');
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(extensions, { recursive: true });
  if (vsix) {
    await installVsix(which, vsix, extensions);
  }
  if (extension) {
    registerSources(extension, extensions);
  }
  const child = spawn(installed.node, serverArguments(installed.root, { port, dataDir, extensions, forTests }), {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
    // No Marketplace: nothing may depend on the network, or tell it anything.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}' },
  });
  const log = keepLog(child);
  const end = () => {
    killTree(child);
    removeFolder(temporary);
  };
  const forget = onExit(end);
  const stop = async () => {
    const gone = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
    killTree(child);
    await gone;
    forget();
    end();
  };
  try {
    const actualPort = await listeningPort(child, log);
    return {
      which,
      vsCode: installed.vsCode,
      url: `http://127.0.0.1:${actualPort}`,
      port: actualPort,
      userData: path.join(dataDir, 'data'),
      logTail: log.tail,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`VS Code ${installed.vsCode} did not start: ${String(error)}\n${log.tail()}`, { cause: error });
  }
}

/**
 * Installs an extension package into a folder that {@link startVsCodeServer} then takes as `extensionsDir`.
 *
 * @param {VsCodeChoice} which
 * @param {string} vsixPath
 * @param {string} extensionsDir
 */
export async function installVsix(which, vsixPath, extensionsDir) {
  const { node, root } = await ensureVsCodeServer(which);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuneset-vsix-'));
  try {
    await run(node, [
      path.join(root, 'out', 'server-main.js'),
      '--accept-server-license-terms',
      ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
      ...['--install-extension', path.resolve(vsixPath), '--force'],
    ]);
  } finally {
    removeFolder(dataDir);
  }
}

/**
 * Lists an extension among the installed ones without copying it. The other way, `extensionDevelopmentPath` in the page's
 * address, works in 1.139 only with the test driver, and then VS Code shows no toasts.
 *
 * @param {string} extension
 * @param {string} extensionsDir
 */
function registerSources(extension, extensionsDir) {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
  const entry = {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, scheme: 'file', path: uriPath(path.resolve(extension)) },
  };
  writeFileSync(path.join(extensionsDir, 'extensions.json'), JSON.stringify([entry]));
}

/**
 * @param {string} root
 * @param {{ port: number, dataDir: string, extensions: string, forTests: boolean }} options
 */
function serverArguments(root, { port, dataDir, extensions, forTests }) {
  return [
    path.join(root, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...['--server-data-dir', dataDir, '--extensions-dir', extensions],
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-workspace-trust',
    '--disable-telemetry',
    ...(forTests ? ['--enable-smoke-test-driver'] : []),
  ];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {{ tail: () => string, onText: (listener: () => void) => void }}
 */
function keepLog(child) {
  let text = '';
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @param {Buffer} chunk */
  const add = (chunk) => {
    text = (text + chunk.toString()).slice(-100_000);
    listeners.forEach((listener) => listener());
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return {
    tail: () => text.split('\n').slice(-40).join('\n').trim(),
    onText: (listener) => listeners.add(listener),
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {ReturnType<typeof keepLog>} log where the server says which port it got
 * @returns {Promise<number>}
 */
function listeningPort(child, log) {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error(`silent for ${startTimeout / 1000} s`)), startTimeout);
    log.onText(() => {
      const port = /listening on (\d+)/.exec(log.tail())?.[1];
      if (port) {
        clearTimeout(timeout);
        resolve(Number(port));
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with code ${code}`)));
  });
}
