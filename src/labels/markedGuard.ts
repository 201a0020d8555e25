/** A marked record as it was before somebody touched it. */
export interface TouchedRecord {
  /** `deleted`: it isn't there any more; `rewritten`: its prompt is another one. */
  readonly what: 'deleted' | 'rewritten';
  /** The record's text. */
  readonly text: string;
}

/** What is to be known of a piece: nothing if it is no record; of one that can't be read now only its text. */
export type GuardedPiece =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly text: string }
  | { readonly kind: 'record'; readonly text: string; readonly prompt: string; readonly isMarked: boolean };

interface Origin {
  readonly prompt: string;
  readonly text: string;
  /** It has been told that the prompt was rewritten; that is told once. */
  isTold: boolean;
}

/**
 * Watches what edits do to marked records. A record is known again by its prompt, wherever it stands afterwards; while it is being typed and can't be read, nothing is
 * said.
 */
export class MarkedGuard<Piece extends object> {
  /** What became of marked records: pieces that were broken or rewritten since, with what they were. */
  private readonly origins = new WeakMap<Piece, Origin[]>();
  private removed: Piece[] = [];
  private readonly inserted = new Set<Piece>();

  constructor(
    private readonly isMarked: (piece: Piece) => boolean,
    private readonly look: (piece: Piece) => GuardedPiece,
  ) {}

  /** Notes one of the changes that make up an edit. */
  note(removed: readonly Piece[], inserted: readonly Piece[]): void {
    for (const piece of removed) if (!this.inserted.delete(piece)) this.removed.push(piece);
    for (const piece of inserted) this.inserted.add(piece);
  }

  /** What the edit, of which all changes have been noted, has done to marked records. */
  settle(): TouchedRecord[] {
    const [removed, inserted] = [this.removed, [...this.inserted]];
    this.removed = [];
    this.inserted.clear();
    if (!removed.some((piece) => this.origins.has(piece) || this.isMarked(piece))) return [];
    const fresh = new Inserted(inserted.map((piece) => ({ piece, key: keyOf(this.look(piece)) })));
    const lost = removed.flatMap((piece) => this.lostWith(piece, fresh));
    const gone = lost.filter((origin) => {
      const again = fresh.take(recordKey(origin.prompt));
      if (again && origin.isTold) this.carry(again, [origin]);
      return !again;
    });
    return this.follow(gone, fresh.rest);
  }

  /** The marked records that a piece was, unless it is there as it was. */
  private lostWith(piece: Piece, fresh: Inserted<Piece>): Origin[] {
    const seen = this.look(piece);
    const known = this.origins.get(piece);
    const same = fresh.take(keyOf(seen));
    if (same && known) this.carry(same, known);
    if (same) return [];
    if (known) return known;
    return seen.kind === 'record' && seen.isMarked ? [{ prompt: seen.prompt, text: seen.text, isTold: false }] : [];
  }

  /** What became of records whose prompts are nowhere any more: they are what stands in their place now, in order, or gone. */
  private follow(gone: readonly Origin[], rest: readonly Piece[]): TouchedRecord[] {
    const last = rest.at(-1);
    return gone.flatMap((origin, i): TouchedRecord[] => {
      const successor = rest[i];
      const isPending = !successor && last && this.look(last).kind === 'broken';
      if (isPending) this.carry(last, [origin]);
      if (!successor) return isPending ? [] : [{ what: 'deleted', text: origin.text }];
      this.carry(successor, [origin]);
      if (origin.isTold || this.look(successor).kind === 'broken') return [];
      origin.isTold = true;
      return [{ what: 'rewritten', text: origin.text }];
    });
  }

  private carry(piece: Piece, origins: readonly Origin[]): void {
    this.origins.set(piece, [...(this.origins.get(piece) ?? []), ...origins]);
  }
}

/** The pieces that an edit has put in, found by their keys. */
class Inserted<Piece> {
  private readonly byKey = new Map<string, Piece[]>();
  private readonly taken = new Set<Piece>();

  constructor(private readonly all: readonly { readonly piece: Piece; readonly key: string | undefined }[]) {
    for (const { piece, key } of all) {
      if (key === undefined) continue;
      const same = this.byKey.get(key);
      if (same) same.push(piece);
      else this.byKey.set(key, [piece]);
    }
  }

  /** The next piece with that key. */
  take(key: string | undefined): Piece | undefined {
    const piece = key === undefined ? undefined : this.byKey.get(key)?.shift();
    if (piece) this.taken.add(piece);
    return piece;
  }

  /** The records, broken or not, that nobody took. */
  get rest(): Piece[] {
    return this.all.filter(({ piece, key }) => key !== undefined && !this.taken.has(piece)).map(({ piece }) => piece);
  }
}

function keyOf(seen: GuardedPiece): string | undefined {
  if (seen.kind === 'none') return undefined;
  return seen.kind === 'broken' ? `broken ${seen.text}` : recordKey(seen.prompt);
}

function recordKey(prompt: string): string {
  return `record ${prompt}`;
}
