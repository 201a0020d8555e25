import type { RunClock } from './runParts';

/** Rings once, at the soonest of the times that it is set to. */
export class Alarm {
  private set: { readonly at: number; readonly abort: AbortController } | undefined;

  constructor(
    private readonly clock: RunClock,
    private readonly ring: () => void,
  ) {}

  /** Milliseconds until it rings; null: it won't. */
  get left(): number | null {
    return this.set ? Math.max(0, this.set.at - this.clock.now()) : null;
  }

  ringAfter(milliseconds: number): void {
    const at = this.clock.now() + milliseconds;
    if (this.set && this.set.at <= at) return;
    this.stop();
    const abort = new AbortController();
    this.set = { at, abort };
    void this.clock.wait(milliseconds, abort.signal).then(() => {
      if (abort.signal.aborted) return;
      this.set = undefined;
      this.ring();
    });
  }

  stop(): void {
    this.set?.abort.abort();
    this.set = undefined;
  }
}
