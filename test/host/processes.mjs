import { spawn, spawnSync } from 'node:child_process';
import { onExit } from './cleanup.mjs';

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} what it wrote to stdout and stderr
 * @throws {Error} if it can't start or ends with another code than 0; the message holds the end of what it wrote
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const forget = onExit(() => child.kill());
    child.once('error', (error) => {
      forget();
      reject(new Error(`Could not start "${command}": ${error.message}`));
    });
    child.once('close', (code) => {
      forget();
      if (code === 0) {
        resolve(output);
      } else {
        reject(new Error(`"${command} ${args.join(' ')}" ended with code ${code}:\n${output.slice(-2000)}`));
      }
    });
  });
}

/**
 * Runs npm; on Windows `npm` is a batch file, which only a shell can start.
 *
 * @param {readonly string[]} args must hold no blanks or quotes, because of that shell
 * @param {string} folder
 */
export function runNpm(args, folder) {
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', `npm ${args.join(' ')}`], { cwd: folder })
    : run('npm', args, { cwd: folder });
}

/**
 * Ends a process and all the processes it has started.
 *
 * @param {import('node:child_process').ChildProcess} child started with `detached` (see {@link ownGroup})
 */
export function killTree(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** A spawn option: POSIX ends a whole process group at once, Windows walks the tree by itself. */
export const ownGroup = process.platform !== 'win32';
