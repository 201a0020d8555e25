/** UTF-16 units that are searched ahead of the place that is asked for. */
const WINDOW = 64 * 1024;

/**
 * Finds texts in spans of a longer text that are asked for one after the other. It searches for each text far ahead and remembers where it stands next, so
 * that of most spans nothing but a number is compared.
 */
export class Sightings {
  private source = '';
  /** A stretch of the source, where it begins and ends. */
  private window = '';
  private start = 0;
  private end = 0;
  private from = 0;
  /** Where in the source each text is seen next, at or after `from`; at the window's end if it isn't. */
  private readonly next: Int32Array;
  /** The least of them. */
  private nearest = 0;

  constructor(private readonly texts: readonly string[]) {
    this.next = new Int32Array(texts.length);
  }

  /** True if one of the texts begins in the span; which ones, `isIn` tells then. */
  isAnyIn(source: string, from: number, to: number): boolean {
    if (source !== this.source || from < this.from || to > this.end) this.open(source, from, to);
    this.from = from;
    if (this.nearest >= to) return false;
    this.nearest = this.end;
    for (let i = 0; i < this.next.length; i++) {
      let at = this.next[i]!;
      if (at < from) this.next[i] = at = this.find(this.texts[i]!, from);
      if (at < this.nearest) this.nearest = at;
    }
    return this.nearest < to;
  }

  /** True if the text of that index begins in the span that was asked for last, before `to`. */
  isIn(index: number, to: number): boolean {
    return this.next[index]! < to;
  }

  private open(source: string, from: number, to: number): void {
    this.source = source;
    this.start = from;
    this.end = Math.min(source.length, Math.max(to, from + WINDOW));
    this.window = source.slice(from, this.end);
    this.next.fill(-1);
    this.nearest = -1;
  }

  private find(text: string, from: number): number {
    const at = this.window.indexOf(text, from - this.start);
    return at < 0 ? this.end : at + this.start;
  }
}
