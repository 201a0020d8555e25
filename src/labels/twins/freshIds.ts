/** Gives ids to new records that no other record of the file has. */
export class FreshIds {
  private readonly taken = new Set<unknown>();
  private highest = 0;

  /** @param ids of the file's records, of any type */
  constructor(ids: Iterable<unknown>) {
    for (const id of ids) this.take(id);
  }

  /** For a twin of the record with that id: a text with `-robust` behind it, or the next number; undefined where the record has none. */
  next(id: unknown): string | number | undefined {
    const fresh = typeof id === 'number' ? this.highest + 1 : typeof id === 'string' ? this.freshText(id) : undefined;
    if (fresh !== undefined) this.take(fresh);
    return fresh;
  }

  private freshText(id: string): string {
    const base = `${id}-robust`;
    let fresh = base;
    for (let number = 2; this.taken.has(fresh); number++) fresh = `${base}-${number}`;
    return fresh;
  }

  private take(id: unknown): void {
    this.taken.add(id);
    if (typeof id === 'number') this.highest = Math.max(this.highest, Math.floor(id));
  }
}
