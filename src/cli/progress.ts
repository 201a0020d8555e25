/** Milliseconds before anything is shown, and between two changes of it. */
const PATIENCE = 1000;
const INTERVAL = 100;

/** The line that says how far it is, on a terminal, once it takes longer than a moment. */
export class Progress {
  private readonly started: number;
  private changed = 0;
  private isShown = false;

  /** @param now the time in milliseconds */
  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
    private readonly now: () => number = Date.now,
  ) {
    this.started = now();
  }

  /** @param done from 0 to 1 */
  show(path: string, done: number): void {
    const now = this.now();
    if (!this.stream.isTTY || now - this.started < PATIENCE || now - this.changed < INTERVAL) return;
    this.changed = now;
    this.isShown = true;
    this.stream.write(`\r\x1b[K${path}  ${Math.floor(done * 100)} %`);
  }

  /** Takes the line away, before something else is written. */
  clear(): void {
    if (this.isShown) this.stream.write('\r\x1b[K');
    this.isShown = false;
  }
}
