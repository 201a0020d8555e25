import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, parseArgs } from 'node:util';
import { onExit, removeFolder } from './cleanup.mjs';
import { hostStore, projectRoot } from './paths.mjs';
import { startVsCodeServer } from './vscodeServer.mjs';
import { openWorkbench } from './workbench.mjs';

/**
 * @typedef {object} EditorTestOptions
 * @property {import('./vscodeServer.mjs').VsCodeChoice} vscode
 * @property {string} [ext] folder of the extension; the project if absent
 * @property {string} [tests] a CommonJS file that exports `run(): Promise<void>`; `out/test/index.js` of `ext` if absent
 * @property {string} [workspace] folder to open, as a copy that the tests may change; an empty one if absent
 * @property {Record<string, unknown>} [settings] user settings
 * @property {import('./userData.mjs').Locale} [locale]
 * @property {number} [timeout] milliseconds the whole run may take
 */

/**
 * Runs an extension's tests inside the extension host of a real VS Code and shows what they log.
 *
 * @param {EditorTestOptions} options
 * @returns {Promise<number>} the exit code: 0 if `run` resolved
 * @throws {Error} if VS Code does not start or the tests do not end in time
 */
export async function runEditorTests(options) {
  const { vscode, workspace, settings, locale, timeout = 5 * 60_000 } = options;
  const extensionPath = path.resolve(options.ext ?? projectRoot);
  const testsPath = path.resolve(options.tests ?? path.join(extensionPath, 'out', 'test', 'index.js'));
  if (!existsSync(testsPath)) {
    throw new Error(`There is no "${testsPath}". Build the tests first.`);
  }
  const copy = copyWorkspace(workspace);
  const server = await startVsCodeServer({ which: vscode, forTests: true });
  const { prepare, ended } = listenToTests();
  try {
    const tests = { extensionPath, testsPath };
    const window = await openWorkbench({ server, folder: copy.folder, tests, settings, locale, prepare });
    try {
      const code = await inTime(ended, timeout);
      if (code !== 0) {
        await keepEvidence(window, server);
      }
      return code;
    } catch (error) {
      await keepEvidence(window, server);
      throw error;
    } finally {
      await window.close();
    }
  } finally {
    await server.stop();
    copy.remove();
  }
}

/** What VS Code itself logs at every start, on the same channel as the tests. */
const ownTalk = new RegExp(
  '^(Resolv\\w+ connection token|Creating a socket|Ignoring fetching additional|Updating additional|ChatSessionStore|' +
    'No extension gallery service|\\[(Service Worker|reconnection-grace-time|AgentHost|AccountPolicyGate))',
);

/**
 * VS Code tells the page what the tests log and how they end, by two functions with names of its own.
 *
 * @returns {{ prepare: (page: import('playwright-core').Page) => Promise<void>, ended: Promise<number> }}
 */
function listenToTests() {
  /** @type {(code: number) => void} */
  let end = () => undefined;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => (end = resolve));
  /** @param {import('playwright-core').Page} page */
  const prepare = async (page) => {
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
      const text = format(...args);
      if (!ownTalk.test(text)) {
        stream.write(`${text}\n`);
      }
    });
    await page.exposeFunction('codeAutomationExit', end);
    page.on('crash', () => end(1));
  };
  return { prepare, ended };
}

/**
 * @param {Promise<number>} ended
 * @param {number} timeout
 * @returns {Promise<number>}
 */
function inTime(ended, timeout) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The tests did not end within ${timeout / 1000} s.`)), timeout);
    void ended.then((code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

/** @param {string | undefined} workspace */
function copyWorkspace(workspace) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuneset-workspace-'));
  const forget = onExit(() => removeFolder(folder));
  if (workspace) {
    cpSync(workspace, folder, { recursive: true });
  }
  const remove = () => {
    forget();
    removeFolder(folder);
  };
  return { folder, remove };
}

/**
 * @param {import('./workbench.mjs').Workbench} window
 * @param {import('./vscodeServer.mjs').VsCodeServer} server
 */
async function keepEvidence(window, server) {
  const base = path.join(hostStore, `failed-${server.which}`);
  mkdirSync(hostStore, { recursive: true });
  writeFileSync(`${base}.log`, `${server.logTail()}\n`);
  await window.screenshot(`${base}.png`).catch(() => undefined);
  process.stderr.write(`VS Code ${server.vsCode} as it was at the end: ${base}.png, ${base}.log\n`);
}

async function main() {
  const { values } = parseArgs({
    options: {
      vscode: { type: 'string', default: 'latest' },
      ext: { type: 'string' },
      tests: { type: 'string' },
      workspace: { type: 'string' },
      locale: { type: 'string' },
    },
  });
  const { vscode, locale, ...paths } = values;
  if (vscode !== 'minimum' && vscode !== 'latest') {
    throw new Error(`--vscode must be "minimum" or "latest", not "${vscode}".`);
  }
  process.exitCode = await runEditorTests({ vscode, ...paths, ...(locale === 'zh-cn' ? { locale } : {}) });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
