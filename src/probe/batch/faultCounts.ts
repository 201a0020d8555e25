import * as l10n from '@vscode/l10n';
import type { ProbeFault } from '../answer';
import { toldFault } from '../toldFault';

/** Messages that are told apart; further ones are as good as these. */
const MOST = 20;

/** How often which error came. */
export class FaultCounts {
  private readonly counts = new Map<string, number>();

  add(message: string): void {
    if (this.counts.size >= MOST && !this.counts.has(message)) return;
    this.counts.set(message, (this.counts.get(message) ?? 0) + 1);
  }

  /** The most frequent first. */
  get list(): readonly { readonly message: string; readonly count: number }[] {
    return [...this.counts].map(([message, count]) => ({ message, count })).toSorted((a, b) => b.count - a.count);
  }
}

/** Why a run pauses whose endpoint gives nothing but errors. */
export function becauseOutOfOrder(name: string, times: number, fault: ProbeFault): string {
  const why = toldFault(fault);
  return l10n.t(
    '{0} failed {1} times in a row, so the run is paused. Resume it once that is mended: {2}',
    name,
    times,
    why,
  );
}
