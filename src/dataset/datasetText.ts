import { containerOf, type Container } from './container';
import { LineIndex } from './lineIndex';
import { lineCount, pieceOf, type Piece } from './piece';
import { PieceSequence, type PlacedPiece, type Position } from './sequence';

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Which pieces an edit replaced: those `removed` at `index` gave way to `inserted` new ones. */
export interface PieceChange<A> {
  readonly index: number;
  readonly removed: readonly Piece<A>[];
  readonly inserted: number;
}

/**
 * A dataset's text, cut into pieces and kept so under edits: an edit re-reads only the pieces it touches and their neighbours. The
 * text is nowhere else: `text()` is the pieces joined.
 */
export class DatasetText<A = unknown> {
  private container: Container;
  private sequence: PieceSequence<A>;

  constructor(
    text: string,
    private readonly weigh: (analysis: A | undefined) => readonly number[] = () => [],
  ) {
    this.container = containerOf(text);
    this.sequence = new PieceSequence(cutAll<A>(this.container, text), weigh);
  }

  get containerId(): Container['id'] {
    return this.container.id;
  }

  get pieces(): PieceSequence<A> {
    return this.sequence;
  }

  /** The whole text, or the part in a range. */
  text(range?: Range): string {
    if (!range) return [...this.sequence.placed()].map(({ piece }) => piece.text).join('');
    const from = this.locate(range.start);
    const to = this.locate(range.end);
    if (!from || !to) return '';
    if (from.index === to.index) return from.piece.text.slice(from.at, to.at);
    return this.join(from.index, to.index, (text, index) => {
      if (index === from.index) return text.slice(from.at);
      return index === to.index ? text.slice(0, to.at) : text;
    });
  }

  /** Replaces the text in a range (LSP positions; ones past a line's end mean the line's end). */
  edit(range: Range, inserted: string): PieceChange<A> {
    const from = this.locate(range.start);
    const to = this.locate(range.end);
    if (!from || !to) return this.reset(inserted);

    // One piece back: where a piece ends may depend on how the next one begins.
    const first = Math.max(0, from.index - 1);
    const before = first === 0 ? '' : this.sequence.get(first - 1)!.text.slice(-1);
    let text =
      this.join(first, from.index, (own, index) => (index === from.index ? own.slice(0, from.at) : own)) + inserted;
    const editEnd = text.length;
    text += to.piece.text.slice(to.at);

    if (first === 0 && containerOf(this.head(text, to.index)) !== this.container) {
      return this.reset(text + this.join(to.index + 1, Infinity));
    }
    return this.recut(first, to.index + 1, text, before, editEnd);
  }

  /** The piece at a position and the offset of the position in its text (UTF-16 units). */
  locate(position: Position): (PlacedPiece<A> & { at: number }) | undefined {
    const placed = this.sequence.at(position);
    return placed && { ...placed, at: offsetIn(placed, position) };
  }

  /** Cuts `text`, which stands for the old pieces from `first` to `next`, taking in further old ones until an old boundary is met again. */
  private recut(first: number, next: number, text: string, before: string, editEnd: number): PieceChange<A> {
    const fresh: Piece<A>[] = [];
    const boundaries = new Map<number, number>([[text.length, next]]);
    let takeIn = 1;
    let at = 0;
    let oldEnd: number;
    for (;;) {
      const synced = at > editEnd ? boundaries.get(at) : undefined;
      if (synced !== undefined) {
        oldEnd = synced;
        break;
      }
      const more = this.sequence.get(next) !== undefined;
      if (at === text.length && !more) {
        oldEnd = next;
        break;
      }
      const cut = at === text.length ? undefined : this.container.cut(text, at, before, !more);
      if (cut) {
        fresh.push(pieceOf(text, at, cut));
        at = cut.end;
        continue;
      }
      const parts = [text];
      let length = text.length;
      for (let i = 0; i < takeIn; i++) {
        const piece = this.sequence.get(next);
        if (!piece) break;
        parts.push(piece.text);
        length += piece.text.length;
        next++;
        boundaries.set(length, next);
      }
      text = parts.join('');
      takeIn *= 2;
    }
    const removed = this.sequence.splice(first, oldEnd - first, fresh);
    return { index: first, removed, inserted: fresh.length };
  }

  /** Reads a new text from scratch. */
  private reset(text: string): PieceChange<A> {
    const removed = [...this.sequence.placed()].map(({ piece }) => piece);
    this.container = containerOf(text);
    const pieces = cutAll<A>(this.container, text);
    this.sequence = new PieceSequence(pieces, this.weigh);
    return { index: 0, removed, inserted: pieces.length };
  }

  /** `text` up to its first character that tells the container; more of the pieces after `last` if it is all white space. */
  private head(text: string, last: number): string {
    let head = text;
    for (let next = last + 1; /^[\s\uFEFF]*$/.test(head); next++) {
      const piece = this.sequence.get(next);
      if (!piece) break;
      head += piece.text;
    }
    return head;
  }

  private join(first: number, last: number, map: (text: string, index: number) => string = (text) => text): string {
    const parts: string[] = [];
    for (const { piece, index } of this.sequence.placed(first)) {
      if (index > last) break;
      parts.push(map(piece.text, index));
    }
    return parts.join('');
  }
}

/** Cuts a whole text. */
export function cutAll<A>(container: Container, text: string): Piece<A>[] {
  const pieces: Piece<A>[] = [];
  let at = 0;
  while (at < text.length) {
    const cut = container.cut(text, at, at === 0 ? '' : text[at - 1]!, true)!;
    pieces.push(pieceOf(text, at, cut));
    at = cut.end;
  }
  return pieces;
}

/** Offset in the piece's text of a position that lies in it or, on its last line, behind it. */
export function offsetIn(placed: Pick<PlacedPiece<unknown>, 'piece' | 'start'>, position: Position): number {
  const text = placed.piece.text;
  let line = placed.start.line;
  let lineStart = -placed.start.character;
  const lineEnds = /\r\n|\n|\r/g;
  for (;;) {
    const match = lineEnds.exec(text);
    const lineEnd = match ? match.index : text.length;
    if (line >= position.line || !match) {
      return Math.max(0, Math.min(lineStart + (line > position.line ? 0 : position.character), lineEnd));
    }
    line++;
    lineStart = match.index + match[0].length;
  }
}

/** Position of an offset in the piece's text (UTF-16 units). */
export function positionIn(placed: Pick<PlacedPiece<unknown>, 'piece' | 'start'>, offset: number): Position {
  return positionsIn(placed, [offset])[0]!;
}

/** The lines of pieces that have several: a record of thousands of lines may have as many findings. */
const lineIndexes = new WeakMap<Piece, LineIndex>();

/** Positions of offsets in the piece's text. */
export function positionsIn(
  { piece, start }: Pick<PlacedPiece<unknown>, 'piece' | 'start'>,
  offsets: readonly number[],
): Position[] {
  const { text, lines, tail } = piece;
  // No line ends before the text does: most records stand on one line, and some have many findings.
  const isOneLine = lineCount(lines) === (tail === 0 ? 1 : 0);
  if (isOneLine && offsets.every((offset) => offset < text.length)) {
    return offsets.map((offset) => ({ line: start.line, character: start.character + offset }));
  }
  const index = lineIndexes.get(piece) ?? new LineIndex(text);
  lineIndexes.set(piece, index);
  return offsets.map((offset) => {
    const { line, character } = index.at(Math.min(offset, text.length));
    return { line: start.line + line, character: line === 0 ? start.character + character : character };
  });
}
