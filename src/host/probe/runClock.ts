import type { RunClock } from '../../probe/batch/runParts';

/** The longest that Node waits at once, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** This machine's clock. */
export const runClock: RunClock = {
  now: () => performance.now(),
  date: () => new Date().toISOString(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, Math.min(milliseconds, LONGEST));
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    }),
};
