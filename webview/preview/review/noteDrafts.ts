import type { Host } from '../host';

/** Notes that were begun and not saved are remembered for this many records. */
const MOST = 50;
const KEY = 'review.notes';

/** Notes that are not saved yet, by the digests of their records: they survive when another record is shown, and when the view is hidden. */
export class NoteDrafts {
  private drafts: ReadonlyMap<string, string>;

  constructor(private readonly host: Host) {
    const saved = host.recall(KEY);
    this.drafts = new Map(Array.isArray(saved) ? saved.filter(isEntry) : []);
  }

  of(digest: string): string | undefined {
    return this.drafts.get(digest);
  }

  set(digest: string, text: string): void {
    this.keep([...this.without(digest), [digest, text]]);
  }

  forget(digest: string): void {
    if (this.drafts.has(digest)) this.keep(this.without(digest));
  }

  /** A note is saved; one that has been changed since isn't. */
  written(digest: string, text: string | undefined): void {
    if (this.of(digest) === text) this.forget(digest);
  }

  private without(digest: string): [string, string][] {
    return [...this.drafts].filter(([each]) => each !== digest);
  }

  private keep(drafts: readonly [string, string][]): void {
    const kept = drafts.slice(-MOST);
    this.drafts = new Map(kept);
    this.host.remember(KEY, kept.length > 0 ? kept : undefined);
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}
