/** Lets so many things be done at once; others wait their turn. */
export class CallLimit {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly most: number) {}

  /** @returns undefined if it was aborted before its turn came */
  async run<T>(does: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    if (!(await this.turn(signal))) return undefined;
    try {
      return await does();
    } finally {
      // Whoever ends hands its place to the one who waits longest.
      const [next] = this.waiting;
      if (next) next();
      else this.running--;
    }
  }

  /** @returns false if it was aborted before */
  private async turn(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.running < this.most) {
      this.running++;
      return true;
    }
    return new Promise((resolve) => {
      const leave = (hasTurn: boolean): void => {
        this.waiting.delete(begin);
        signal.removeEventListener('abort', giveUp);
        resolve(hasTurn);
      };
      const begin = (): void => leave(true);
      const giveUp = (): void => leave(false);
      this.waiting.add(begin);
      signal.addEventListener('abort', giveUp);
    });
  }
}
