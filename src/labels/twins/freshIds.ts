import type { RecordId } from './recordId';

/** Gives ids to new records that no other record of the file has. */
export class FreshIds {
  /** As texts: a twin names its clean record by the id's text, whatever its type. */
  private readonly taken = new Set<string>();
  private highest = 0n;

  /** @param ids of the file's records */
  constructor(ids: Iterable<RecordId>) {
    for (const id of ids) this.take(id);
  }

  /**
   * For what is made from the record with that id: a text with the suffix behind it, or the next number; undefined where the record has none.
   *
   * @param suffix by default that of twins
   */
  next(id: RecordId | undefined, suffix = 'robust'): RecordId | undefined {
    if (id === undefined) return undefined;
    const fresh = typeof id === 'string' ? this.freshText(`${id}-${suffix}`) : this.freshNumber();
    this.take(fresh);
    return fresh;
  }

  private freshText(base: string): string {
    let fresh = base;
    for (let number = 2; this.taken.has(fresh); number++) fresh = `${base}-${number}`;
    return fresh;
  }

  private freshNumber(): number | bigint {
    let fresh = this.highest + 1n;
    while (this.taken.has(String(fresh))) fresh++;
    return fresh <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(fresh) : fresh;
  }

  private take(id: RecordId): void {
    this.taken.add(String(id));
    if (typeof id === 'string') return;
    const whole = typeof id === 'number' ? BigInt(Math.floor(id)) : id;
    if (whole > this.highest) this.highest = whole;
  }
}
