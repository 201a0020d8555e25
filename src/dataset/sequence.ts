import { lineCount, type LineEnds, type Piece } from './piece';

/** A place in a text as LSP counts it: 0-based line and UTF-16 units from the line's start. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A piece with where it stands. */
export interface PlacedPiece<A> {
  readonly piece: Piece<A>;
  /** Index among all pieces. */
  readonly index: number;
  /** Index among the records; for other kinds that of the next record. */
  readonly record: number;
  /** Where the piece's text begins. */
  readonly start: Position;
  /** The same in UTF-16 units of the whole text. */
  readonly offset: number;
}

/** What a run of pieces adds up to. */
export interface Totals {
  readonly pieces: number;
  readonly records: number;
  readonly characters: number;
  readonly lines: LineEnds;
  /** The sums of the weights that the owner gives to pieces. */
  readonly weights: readonly number[];
}

interface Block<A> {
  readonly pieces: Piece<A>[];
  records: number;
  characters: number;
  lines: { lf: number; crlf: number; cr: number };
  tail: number;
  weights: number[];
}

const BLOCK_SIZE = 256;

/**
 * Pieces in order, in blocks that know their sums, so that finding a place, replacing a few pieces and adding up findings take time with the
 * square root of the file's records at most, and not with its length.
 */
export class PieceSequence<A> {
  private blocks: Block<A>[] = [];
  private summed: Totals | undefined;

  /**
   * @param weigh numbers that the sequence keeps summed for every analysis, always as many
   */
  constructor(
    pieces: readonly Piece<A>[],
    private readonly weigh: (analysis: A | undefined) => readonly number[],
  ) {
    this.blocks = this.pack(pieces);
  }

  get totals(): Totals {
    this.summed ??= this.sum();
    return this.summed;
  }

  get(index: number): Piece<A> | undefined {
    const [block, inner] = this.locate(index);
    return this.blocks[block]?.pieces[inner];
  }

  /** Sets what was found out about a piece. */
  setAnalysis(index: number, analysis: A | undefined): void {
    const [at, inner] = this.locate(index);
    const block = this.blocks[at];
    const piece = block?.pieces[inner];
    if (block && piece) this.note(block, piece, analysis);
  }

  private note(block: Block<A>, piece: Piece<A>, analysis: A | undefined): void {
    const before = this.weigh(piece.analysis);
    const after = this.weigh(analysis);
    piece.analysis = analysis;
    this.summed = undefined;
    for (let i = 0; i < after.length; i++) block.weights[i]! += after[i]! - before[i]!;
  }

  /**
   * Finds out about pieces, in order, until time is up.
   *
   * @param skips yes for the summed weights of a block in which there is nothing to do
   * @param wants the pieces to look at
   * @param analyse what is found out about a piece, given those around it
   * @returns false if time was up before the end
   */
  analyse(
    skips: (weights: readonly number[]) => boolean,
    wants: (piece: Piece<A>) => boolean,
    analyse: (piece: Piece<A>, previous: Piece<A> | undefined, next: Piece<A> | undefined) => A,
    isTimeUp: () => boolean,
  ): boolean {
    let previous: Piece<A> | undefined;
    for (const [at, block] of this.blocks.entries()) {
      const { pieces } = block;
      if (!skips(block.weights)) {
        for (const [i, piece] of pieces.entries()) {
          if (wants(piece)) {
            if (isTimeUp()) return false;
            this.note(
              block,
              piece,
              analyse(piece, pieces[i - 1] ?? previous, pieces[i + 1] ?? this.blocks[at + 1]?.pieces[0]),
            );
          }
        }
      }
      previous = pieces.at(-1);
    }
    return true;
  }

  /** Forgets what was found out about all pieces. */
  clearAnalyses(): void {
    const pieces = this.blocks.flatMap((block) => block.pieces);
    for (const piece of pieces) piece.analysis = undefined;
    this.blocks = this.pack(pieces);
    this.summed = undefined;
  }

  /** Replaces `count` pieces from `index` on, and gives back the old ones. */
  splice(index: number, count: number, inserted: readonly Piece<A>[]): Piece<A>[] {
    const [first, innerFirst] = this.locate(index);
    const [last, innerLast] = this.locate(index + count);
    const before = this.blocks[first]?.pieces.slice(0, innerFirst) ?? [];
    const after = this.blocks[last]?.pieces.slice(innerLast) ?? [];
    const old = this.blocks.slice(first, last + 1).flatMap((block) => block.pieces);
    this.blocks.splice(first, last - first + 1, ...this.pack([...before, ...inserted, ...after]));
    this.summed = undefined;
    return old.slice(innerFirst, old.length - after.length);
  }

  /**
   * The pieces in order.
   *
   * @param from index of the first one
   * @param wants only these pieces; `skips` says yes of the summed weights of a block in which there is none
   */
  *placed(
    from = 0,
    skips: (weights: readonly number[]) => boolean = () => false,
    wants: (piece: Piece<A>) => boolean = () => true,
  ): Generator<PlacedPiece<A>> {
    const cursor = new Cursor();
    for (const block of this.blocks) {
      if (cursor.pieces + block.pieces.length <= from || skips(block.weights)) {
        cursor.passBlock(block);
        continue;
      }
      for (const piece of block.pieces) {
        if (cursor.pieces >= from && wants(piece)) yield cursor.place(piece);
        cursor.passPiece(piece);
      }
    }
  }

  /** The piece with the highest value, of several the first; undefined if none is above 0. It looks at every piece, and at nothing but its value. */
  highest(valueOf: (piece: Piece<A>) => number): PlacedPiece<A> | undefined {
    let highest = 0;
    let found: number | undefined;
    let index = 0;
    for (const { pieces } of this.blocks) {
      for (const piece of pieces) {
        const value = valueOf(piece);
        if (value > highest) {
          highest = value;
          found = index;
        }
        index++;
      }
    }
    if (found === undefined) return undefined;
    for (const placed of this.placed(found)) return placed;
    return undefined;
  }

  /** The indices of the records that pass, in order. It looks at every record, and at nothing but what is asked. */
  recordsWhere(passes: (piece: Piece<A>, record: number) => boolean): number[] {
    const found: number[] = [];
    let record = 0;
    for (const { pieces } of this.blocks) {
      for (const piece of pieces) {
        if (piece.kind !== 'record') continue;
        if (passes(piece, record)) found.push(record);
        record++;
      }
    }
    return found;
  }

  /** The piece in which a position lies; the last one for a position after the end. */
  at(position: Position): PlacedPiece<A> | undefined {
    return this.search((cursor) => cursor.isPast(position));
  }

  /** The record with that index. */
  record(record: number): PlacedPiece<A> | undefined {
    const found = this.search((cursor) => cursor.records > record);
    return found?.piece.kind === 'record' && found.record === record ? found : undefined;
  }

  /** The first piece behind which `reached` says yes, else the last piece. */
  private search(reached: (cursor: Cursor) => boolean): PlacedPiece<A> | undefined {
    const cursor = new Cursor();
    const next = new Cursor();
    let last: PlacedPiece<A> | undefined;
    for (const [i, block] of this.blocks.entries()) {
      next.copy(cursor);
      next.passBlock(block);
      if (i < this.blocks.length - 1 && !reached(next)) {
        cursor.copy(next);
        continue;
      }
      for (const piece of block.pieces) {
        next.copy(cursor);
        next.passPiece(piece);
        const isLast = piece === block.pieces.at(-1) && i === this.blocks.length - 1;
        if (isLast || reached(next)) {
          last = cursor.place(piece);
          return last;
        }
        cursor.passPiece(piece);
      }
    }
    return last;
  }

  /** Block and place in it of the piece with that index; for an index past the end, after the last piece. */
  private locate(index: number): [block: number, inner: number] {
    let rest = index;
    const last = this.blocks.length - 1;
    for (let i = 0; i <= last; i++) {
      const { length } = this.blocks[i]!.pieces;
      if (rest < length || i === last) return [i, Math.min(rest, length)];
      rest -= length;
    }
    return [0, 0];
  }

  private pack(pieces: readonly Piece<A>[]): Block<A>[] {
    const blocks: Block<A>[] = [];
    const size = pieces.length <= 2 * BLOCK_SIZE ? 2 * BLOCK_SIZE : BLOCK_SIZE;
    for (let i = 0; i < pieces.length; i += size) blocks.push(this.blockOf(pieces.slice(i, i + size)));
    return blocks;
  }

  private blockOf(pieces: Piece<A>[]): Block<A> {
    const cursor = new Cursor();
    const lines = { lf: 0, crlf: 0, cr: 0 };
    const weights = this.weigh(undefined).map(() => 0);
    for (const piece of pieces) {
      cursor.passPiece(piece);
      addLines(lines, piece.lines);
      const own = this.weigh(piece.analysis);
      for (let i = 0; i < own.length; i++) weights[i]! += own[i]!;
    }
    const { records, characters, position } = cursor;
    return { pieces, records, characters, lines, tail: position.character, weights };
  }

  private sum(): Totals {
    const lines = { lf: 0, crlf: 0, cr: 0 };
    const weights = this.weigh(undefined).map(() => 0);
    const cursor = new Cursor();
    for (const block of this.blocks) {
      cursor.passBlock(block);
      addLines(lines, block.lines);
      for (let i = 0; i < weights.length; i++) weights[i]! += block.weights[i]!;
    }
    const { pieces, records, characters } = cursor;
    return { pieces, records, characters, lines, weights };
  }
}

/** A place between two pieces. */
class Cursor {
  pieces = 0;
  records = 0;
  characters = 0;
  private line = 0;
  private character = 0;

  get position(): Position {
    return { line: this.line, character: this.character };
  }

  isPast(position: Position): boolean {
    return this.line > position.line || (this.line === position.line && this.character > position.character);
  }

  copy(other: Cursor): void {
    this.pieces = other.pieces;
    this.records = other.records;
    this.characters = other.characters;
    this.line = other.line;
    this.character = other.character;
  }

  place<A>(piece: Piece<A>): PlacedPiece<A> {
    return { piece, index: this.pieces, record: this.records, start: this.position, offset: this.characters };
  }

  passPiece(piece: Piece): void {
    this.pieces++;
    if (piece.kind === 'record') this.records++;
    this.characters += piece.text.length;
    this.pass(lineCount(piece.lines), piece.tail);
  }

  passBlock(block: Omit<Block<unknown>, 'weights'>): void {
    this.pieces += block.pieces.length;
    this.records += block.records;
    this.characters += block.characters;
    this.pass(lineCount(block.lines), block.tail);
  }

  private pass(lines: number, tail: number): void {
    this.line += lines;
    this.character = lines > 0 ? tail : this.character + tail;
  }
}

function addLines(sum: { lf: number; crlf: number; cr: number }, lines: LineEnds): void {
  sum.lf += lines.lf;
  sum.crlf += lines.crlf;
  sum.cr += lines.cr;
}
