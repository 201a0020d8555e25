// `npm start`: from a fresh clone to a VS Code that runs the extension. Until the packages are there, Node's own modules
// must do; the rest is imported later.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePackages, npm } from './ensurePackages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = path.join(root, 'examples');

/** Milliseconds between the tokens of the demo models: people see them come. */
const DEMO_PACE = 25;

const usage = `npm start [-- OPTIONS]

Builds the extension and serves a VS Code that runs it, for your browser, and a demo model server to probe. Needs only npm's registry.

  --vscode latest|minimum   which VS Code (default: latest)
  --port N                  the first port to try (default: 8123)
  --locale en|zh-cn         the extension's language (default: en)
  --open                    opens your browser
  --desktop                 downloads a desktop VS Code and opens that instead
  --smoke                   checks in a headless browser that the faults of examples/ are shown, then ends
  --screenshot FILE         where --smoke writes its picture (default: .vscode-test/smoke.png)`;

/**
 * @param {number} first
 * @returns {Promise<number>}
 */
async function freePort(first) {
  for (let port = first; port < first + 100; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`No port from ${first} to ${first + 99} is free. Name another: npm start -- --port N`);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * @param {{ which: 'minimum' | 'latest', port: number, locale: 'en' | 'zh-cn', open: boolean }} options
 */
async function serve({ which, port, locale, open }) {
  const { startVsCodeServer } = await import('../test/host/vscodeServer.mjs');
  const { writeUserDataOnce } = await import('../test/host/userData.mjs');
  const { workbenchUrl } = await import('../test/host/workbenchUrl.mjs');
  const userDataDir = path.join(root, '.vscode-test', `user-${which}`);
  mkdirSync(userDataDir, { recursive: true });
  await writeUserDataOnce({ which, userData: path.join(userDataDir, 'data') }, locale);
  const options = { which, port: await freePort(port), userDataDir, extension: root };
  const server = await startVsCodeServer(options);
  const url = workbenchUrl(server, examples);
  console.log(`
VS Code ${server.vsCode} with Tuneset runs at

    ${url}

Open this address in a browser on this machine; it shows the folder examples/. Start with faulty.jsonl.
After a change of the code: npm run build, then reload the page. Stop with Ctrl+C.`);
  if (open) {
    openBrowser(url);
  }
}

/** Starts the demo model server, and lets the VS Code that is started next know where it is. */
async function startDemo() {
  const { DEMO_ENDPOINT, startDemoServer } = await import('../test/host/demoServer.mjs');
  const demo = await startDemoServer({ pace: DEMO_PACE });
  process.env[DEMO_ENDPOINT] = demo.baseUrl;
  console.log(`Two tiny demo models to probe are served at ${demo.baseUrl}`);
}

/** @param {string} url */
function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  if (spawnSync(command ?? '', [...args, url]).status !== 0) {
    console.log('No browser could be opened from here; please open the address yourself.');
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      vscode: { type: 'string', default: 'latest' },
      port: { type: 'string', default: '8123' },
      locale: { type: 'string', default: 'en' },
      open: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      screenshot: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { vscode: which, locale, screenshot } = values;
  const port = Number(values.port);
  if (values.help) {
    console.log(usage);
    return;
  }
  const known = (which === 'minimum' || which === 'latest') && (locale === 'en' || locale === 'zh-cn');
  if (!known || !Number.isInteger(port) || port < 1 || port > 65_000) {
    throw new Error(`An option has a value that does not exist.\n\n${usage}`);
  }
  ensurePackages();
  console.log('Building …');
  npm('run build');
  await startDemo();
  if (values.smoke) {
    const { smoke } = await import('../test/host/smoke.mjs');
    process.exitCode = (await smoke({ which, locale, ...(screenshot ? { screenshot } : {}) })) ? 0 : 1;
  } else if (values.desktop) {
    const { openDesktop } = await import('../test/host/desktop.mjs');
    process.exitCode = await openDesktop(examples);
  } else {
    await serve({ which, port, locale, open: values.open });
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
