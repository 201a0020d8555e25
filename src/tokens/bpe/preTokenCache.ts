/** One token or several. */
export type Merged = number | Int32Array;

/** Longer pre-tokens come once: they are not kept. In UTF-16 units. */
const LONGEST = 48;

/** Entries of one generation. Two generations of English and Chinese text take some 30 MB. */
const GENERATION = 1 << 17;

/**
 * The tokens of pre-tokens that were seen lately. Two generations bound its memory: when the young one is full it becomes the old one, and
 * what nobody asked for since is forgotten.
 */
export class PreTokenCache {
  #young = new Map<string, Merged>();
  #old = new Map<string, Merged>();

  get(piece: string): Merged | undefined {
    const young = this.#young.get(piece);
    if (young !== undefined) return young;
    const old = this.#old.get(piece);
    if (old !== undefined) this.set(piece, old);
    return old;
  }

  set(piece: string, merged: Merged): void {
    if (piece.length > LONGEST) return;
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(copyOf(piece), merged);
  }

  /** Entries held, never more than twice a generation. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}

/** The engine makes a part of a text as a view that keeps the whole text alive; this makes a text of its own. */
function copyOf(piece: string): string {
  const units: number[] = [];
  for (let i = 0; i < piece.length; i++) units.push(piece.charCodeAt(i));
  return String.fromCharCode(...units);
}
