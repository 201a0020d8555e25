import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/**
 * @typedef {object} Run
 * @property {number} time from start to end, milliseconds
 * @property {string} output what was written to stdout and stderr
 */

/** True if a process can be kept on one core. */
export const canPin = process.platform === 'linux' && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/**
 * Runs a command and takes its time.
 *
 * @param {readonly [string, ...string[]]} command
 * @param {'one' | 'all'} cores that it may use; `one` needs {@link canPin}
 * @returns {Promise<Run>}
 * @throws if it does not end with 0
 */
export async function timeProcess(command, cores) {
  const [program, ...args] = cores === 'one' ? /** @type {const} */ (['taskset', '-c', '0', ...command]) : command;
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  }
  const [code] = await once(child, 'close');
  const time = performance.now() - start;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output.slice(0, 2000)}`);
  return { time, output };
}
