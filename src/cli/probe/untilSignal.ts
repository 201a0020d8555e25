const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Does work that comes to a good end by itself when the process is told to end, such as by Ctrl+C. Who tells it twice doesn't want to wait.
 *
 * @returns the work's exit code, or the signal's
 */
export async function untilSignal(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const abort = new AbortController();
  let told: number | undefined;
  const stop = (signal: keyof typeof SIGNALS): void => {
    if (told !== undefined) process.exit(SIGNALS[signal]);
    told = SIGNALS[signal];
    abort.abort();
  };
  const signals = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const signal of signals) process.on(signal, stop);
  try {
    const code = await work(abort.signal);
    return told ?? code;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
