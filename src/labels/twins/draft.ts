import type { Edit } from '../../dataset/edits';

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const FREE = 0;
const KEPT = 1;
/** It may be left out, but not changed. */
const FIXED = 2;
const CHANGED = 3;

/** What of a text is not changed. */
export interface Keeping {
  /** Never. */
  readonly kept: readonly Span[];
  /** It may be left out together with what follows. */
  readonly fixed: readonly Span[];
}

/** A text on the way to its twin. Changes neither overlap nor touch, and what is kept is never changed. */
export class Draft {
  private readonly state: Uint8Array;
  private readonly made: Edit[] = [];

  constructor(
    readonly text: string,
    { kept, fixed }: Keeping,
  ) {
    this.state = new Uint8Array(text.length);
    for (const { start, end } of fixed) this.state.fill(FIXED, start, end);
    for (const { start, end } of kept) this.state.fill(KEPT, start, end);
  }

  /** In their order. */
  get edits(): readonly Edit[] {
    return [...this.made].sort((a, b) => a.start - b.start);
  }

  /** True if there is a letter that may be changed. */
  get hasWords(): boolean {
    return this.matches(/\p{L}/gu).length > 0;
  }

  /** True if a stretch may be changed; of an empty one, if something may be put there. */
  isFree(start: number, end: number): boolean {
    if (this.state[start - 1] === CHANGED || this.state[end] === CHANGED) return false;
    if (start < end) return this.state.subarray(start, end).every((state) => state === FREE);
    return this.state[start - 1] !== KEPT || this.state[start] !== KEPT;
  }

  /** Changes a stretch, if that may be done and makes a difference. */
  replace(start: number, end: number, text: string): boolean {
    if (this.text.slice(start, end) === text || !this.isFree(start, end)) return false;
    this.made.push({ start, end, text });
    if (start < end) this.state.fill(CHANGED, start, end);
    // What stands beside something new isn't changed, except where that is kept anyway.
    else for (const at of [start - 1, start]) if (this.state[at] === FREE) this.state[at] = CHANGED;
    return true;
  }

  /** Leaves out a stretch, if nothing in it is kept. */
  leaveOut(start: number, end: number): boolean {
    const isAllowed = this.state.subarray(start, end).every((state) => state === FREE || state === FIXED);
    if (start === end || !isAllowed) return false;
    this.made.push({ start, end, text: '' });
    this.state.fill(CHANGED, start, end);
    return true;
  }

  /** The matches of a pattern that may be changed. */
  matches(pattern: RegExp): RegExpExecArray[] {
    return [...this.text.matchAll(pattern)].filter(({ index, 0: { length } }) => this.isFree(index, index + length));
  }

  /** Behind the last stretch that is kept. */
  get keptUntil(): number {
    return this.state.lastIndexOf(KEPT) + 1;
  }
}
