import { rmSync } from 'node:fs';

/** What must still be undone should the process end now. @type {Set<() => void>} */
const pending = new Set();

/**
 * Runs `undo` when this process ends, whether by itself, by Ctrl+C or by a signal: a stopped test run must leave
 * neither servers nor temporary folders behind.
 *
 * @param {() => void} undo synchronous, since nothing asynchronous runs while a process exits
 * @returns {() => void} forgets `undo` without running it
 */
export function onExit(undo) {
  if (pending.size === 0) {
    listen();
  }
  pending.add(undo);
  return () => pending.delete(undo);
}

/**
 * Deletes a folder and what is in it; a folder that can't be deleted stays, for the operating system to clear.
 *
 * @param {string} folder
 */
export function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // A process that is still ending may hold a file of a temporary folder open: no reason to fail.
  }
}

let listening = false;

function listen() {
  if (listening) {
    return;
  }
  listening = true;
  process.once('exit', () => {
    for (const undo of [...pending].reverse()) {
      undo();
    }
  });
  // Without a listener a signal ends the process at once, and 'exit' is never told.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));
}
