import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { onExit } from './cleanup.mjs';
import { projectRoot } from './paths.mjs';

/** How the extension learns of the demo server. */
export const DEMO_ENDPOINT = 'TUNESET_DEMO_ENDPOINT';

/** Its last line at start. */
const ADDRESS = /served at (http:\S+)/;

/**
 * Starts the demo model server on a free port of this machine; it ends with this process.
 *
 * @param {object} [options]
 * @param {string} [options.program] the built server; the project's own if absent
 * @param {string} [options.folder] what its models learn from; the examples if absent
 * @param {number} [options.pace] milliseconds between the tokens of a stream
 * @param {string} [options.key] which requests must bear
 * @returns {Promise<{ baseUrl: string, stop: () => Promise<void> }>} `baseUrl`: without a slash at its end
 * @throws {Error} if it does not start
 */
export async function startDemoServer(options = {}) {
  const { program = path.join(projectRoot, 'dist', 'demoServer.js'), folder, pace = 0, key } = options;
  const given = [folder ?? path.join(projectRoot, 'examples'), '--port', '0', '--pace', String(pace)];
  const child = spawn(process.execPath, [program, ...given, ...(key ? ['--key', key] : [])], {
    // It ends when the channel breaks, however this process ends.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const forget = onExit(() => child.kill());
  const stop = async () => {
    forget();
    child.ref();
    const gone = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
    child.kill();
    await gone;
  };
  let output = '';
  child.stdout?.setEncoding('utf8');
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The demo model server ended with code ${code}.`)));
      child.stdout?.on('data', (/** @type {string} */ text) => {
        output += text;
        const baseUrl = ADDRESS.exec(output)?.[1];
        if (!baseUrl) return;
        // Whoever started it may end without stopping it.
        child.unref();
        child.channel?.unref();
        /** @type {import('node:net').Socket} */ (child.stdout).unref();
        resolve({ baseUrl, stop });
      });
    });
  } catch (error) {
    forget();
    throw error;
  }
}
