import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';
import { run } from './processes.mjs';

/** Without a sandbox, since root in a container has none; without the background work that would want the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds a Chromium, Chrome or Edge, or installs Debian's when this is Debian and the user is root.
 *
 * @returns {Promise<string>} path of the program
 * @throws {Error} that says what to install
 */
export async function ensureChromium() {
  const wished = process.env['CHROME_PATH'];
  if (wished) {
    if (!existsSync(wished)) {
      throw new Error(`CHROME_PATH names "${wished}", which does not exist.`);
    }
    return wished;
  }
  const missing = [];
  if (!findChromium()) {
    missing.push('chromium');
  }
  if (process.platform === 'linux' && !(await hasChineseFont())) {
    missing.push('fonts-noto-cjk');
  }
  if (missing.length > 0 && canInstallPackages()) {
    await installPackages(missing);
  }
  const found = findChromium();
  if (!found) {
    throw new Error(
      'No browser found. Install Chromium, Google Chrome or Microsoft Edge, or set CHROME_PATH to the program of one.' +
        ' On Debian and Ubuntu: sudo apt-get install chromium fonts-noto-cjk',
    );
  }
  return found;
}

/** @returns {Promise<import('playwright-core').Browser>} a headless Chromium */
export async function launchChromium() {
  return chromium.launch({ executablePath: await ensureChromium(), args: flags });
}

/** @returns {string | undefined} */
function findChromium() {
  return usualPlaces().find(isProgram);
}

/** @returns {string[]} most likely first */
function usualPlaces() {
  const env = process.env;
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].map((folder) =>
        path.join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  if (process.platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    const programs = [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return programs.flatMap((program) => roots.map((root) => path.join(root, program)));
  }
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = [...(env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without such a font every Chinese character of a screenshot is an empty box. */
async function hasChineseFont() {
  try {
    return (await run('fc-list', [':lang=zh', 'family'])).trim() !== '';
  } catch {
    return false;
  }
}

function canInstallPackages() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/** @param {readonly string[]} packages */
async function installPackages(packages) {
  process.stderr.write(`Installing ${packages.join(' and ')} with apt-get (once, a minute or so) …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}
