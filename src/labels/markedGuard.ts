/** A marked record as it was before somebody touched it. */
export interface TouchedRecord {
  /** `deleted`: it isn't there any more; `rewritten`: its prompt is another one. */
  readonly what: 'deleted' | 'rewritten';
  /** The record's text. */
  readonly text: string;
}

/** What is to be known of a record; nothing of one that can't be read now. */
export type GuardedRecord =
  { readonly kind: 'broken' } | { readonly kind: 'record'; readonly prompt: string; readonly isMarked: boolean };

interface Origin {
  readonly prompt: string;
  readonly text: string;
  /** It has been told that the prompt was rewritten; that is told once. */
  isTold: boolean;
}

/**
 * Watches what edits do to marked records. A record is known again by its text, or else by its prompt, wherever it stands afterwards; while it is being typed and can't
 * be read, nothing is said.
 */
export class MarkedGuard<Piece extends object> {
  /** What became of marked records: pieces that were broken or rewritten since, with what they were. */
  private readonly origins = new WeakMap<Piece, Origin[]>();
  private removed: Piece[] = [];
  private readonly inserted = new Set<Piece>();

  /**
   * @param isMarked false only if it certainly is not
   * @param textOf undefined for a piece that is no record
   */
  constructor(
    private readonly isMarked: (piece: Piece) => boolean,
    private readonly textOf: (piece: Piece) => string | undefined,
    private readonly look: (piece: Piece) => GuardedRecord,
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
    const fresh = new Inserted(inserted, this.textOf, this.look);
    const touched = removed.filter((piece) => !this.standsAsItWas(piece, fresh));
    const lost = touched
      .flatMap((piece) => this.lostWith(piece, fresh))
      .filter((origin) => !this.isBack(origin, fresh, true));
    // A clean record with the same prompt is not taken for a marked one that has lost its marker.
    for (const piece of touched) {
      const seen = this.seenRecord(piece);
      if (seen && !seen.isMarked && !this.origins.has(piece)) fresh.takePrompt(seen.prompt, false);
    }
    return this.follow(
      lost.filter((origin) => !this.isBack(origin, fresh, false)),
      fresh.rest,
    );
  }

  private standsAsItWas(piece: Piece, fresh: Inserted<Piece>): boolean {
    const text = this.textOf(piece);
    if (text === undefined) return true;
    const same = fresh.takeText(text);
    const known = this.origins.get(piece);
    if (same && known) this.carry(same, known);
    return same !== undefined;
  }

  private seenRecord(piece: Piece): (GuardedRecord & { kind: 'record' }) | undefined {
    const seen = this.look(piece);
    return seen.kind === 'record' ? seen : undefined;
  }

  /** The marked records that a piece was; none if what was said of them is all that is to be said. */
  private lostWith(piece: Piece, fresh: Inserted<Piece>): Origin[] {
    const known = this.origins.get(piece);
    const seen = this.seenRecord(piece);
    if (!known) {
      return seen?.isMarked ? [{ prompt: seen.prompt, text: this.textOf(piece)!, isTold: false }] : [];
    }
    const same = seen && fresh.takePrompt(seen.prompt, seen.isMarked);
    if (same) this.carry(same, known);
    return same ? [] : known;
  }

  /** True if the prompt of a marked record is there again. */
  private isBack(origin: Origin, fresh: Inserted<Piece>, isMarked: boolean): boolean {
    const again = fresh.takePrompt(origin.prompt, isMarked);
    if (again && origin.isTold) this.carry(again, [origin]);
    return again !== undefined;
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

/** The records that an edit has put in, found by their texts and prompts. */
class Inserted<Piece> {
  private readonly byText = new Map<string, Piece[]>();
  /** Made once somebody asks: records have to be read for it. */
  private byPrompt: ReadonlyMap<string, Piece[]> | undefined;
  private readonly left = new Set<Piece>();

  constructor(
    pieces: readonly Piece[],
    textOf: (piece: Piece) => string | undefined,
    private readonly look: (piece: Piece) => GuardedRecord,
  ) {
    for (const piece of pieces) {
      const text = textOf(piece);
      if (text === undefined) continue;
      addTo(this.byText, text, piece);
      this.left.add(piece);
    }
  }

  /** The next record with that text. */
  takeText(text: string): Piece | undefined {
    return this.takeFrom(this.byText.get(text));
  }

  /** The next record with that prompt that is marked, or that isn't. */
  takePrompt(prompt: string, isMarked: boolean): Piece | undefined {
    this.byPrompt ??= this.prompts();
    return this.takeFrom(this.byPrompt.get(promptKey(prompt, isMarked)));
  }

  /** The records, broken or not, that nobody took. */
  get rest(): Piece[] {
    return [...this.left];
  }

  private prompts(): Map<string, Piece[]> {
    const byPrompt = new Map<string, Piece[]>();
    for (const piece of this.left) {
      const seen = this.look(piece);
      if (seen.kind === 'record') addTo(byPrompt, promptKey(seen.prompt, seen.isMarked), piece);
    }
    return byPrompt;
  }

  private takeFrom(pieces: Piece[] | undefined): Piece | undefined {
    for (let piece = pieces?.shift(); piece; piece = pieces?.shift()) if (this.left.delete(piece)) return piece;
    return undefined;
  }
}

function addTo<Piece>(pieces: Map<string, Piece[]>, key: string, piece: Piece): void {
  const same = pieces.get(key);
  if (same) same.push(piece);
  else pieces.set(key, [piece]);
}

function promptKey(prompt: string, isMarked: boolean): string {
  return `${isMarked ? 'marked' : 'clean'} ${prompt}`;
}
