import type { RunEntry } from './resultBook';
import type { RunClock } from './runParts';

/**
 * A clock whose dates never go back, not even behind those of the lines of a run that goes on. Of several lines about one call the latest holds; when the computer's clock is set back between
 * them, the older one would hold, and the call be made and paid for again and again.
 */
export function risingClock(clock: RunClock, known: RunEntry | undefined): RunClock {
  let latest = 0;
  const see = (at: string | undefined): void => {
    const time = Date.parse(at ?? '');
    if (time > latest) latest = time;
  };
  for (const { at } of known?.calls.values() ?? []) see(at);
  see(known?.end?.at);
  return {
    now: () => clock.now(),
    date: () => {
      see(clock.date());
      return new Date(latest).toISOString();
    },
    wait: (milliseconds, signal) => clock.wait(milliseconds, signal),
  };
}
