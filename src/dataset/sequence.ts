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

interface MutableTotals {
  pieces: number;
  records: number;
  characters: number;
  lines: { lf: number; crlf: number; cr: number };
  tail: number;
  weights: number[];
}

interface Block<A> {
  pieces: Piece<A>[];
  totals: MutableTotals;
}

const BLOCK_SIZE = 256;

/**
 * Pieces in order, in blocks that know their sums, so that finding a place, replacing a few pieces and adding up findings take time with the
 * square root of the file's records at most, and not with its length.
 */
export class PieceSequence<A> {
  private blocks: Block<A>[] = [];

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
    return this.sum(this.blocks.map((block) => block.totals));
  }

  /** The position after the last character. */
  get end(): Position {
    const { lines, tail } = this.sum(this.blocks.map((block) => block.totals));
    return { line: lineCount(lines), character: tail };
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
    if (!block || !piece) return;
    const before = this.weigh(piece.analysis);
    const after = this.weigh(analysis);
    piece.analysis = analysis;
    after.forEach((weight, i) => (block.totals.weights[i]! += weight - before[i]!));
  }

  /** Forgets what was found out about all pieces. */
  clearAnalyses(): void {
    for (const block of this.blocks) {
      for (const piece of block.pieces) piece.analysis = undefined;
      block.totals = this.totalsOf(block.pieces);
    }
  }

  /** Replaces `count` pieces from `index` on, and gives back the old ones. */
  splice(index: number, count: number, inserted: readonly Piece<A>[]): Piece<A>[] {
    const [first, innerFirst] = this.locate(index);
    const [last, innerLast] = this.locate(index + count);
    const before = this.blocks[first]?.pieces.slice(0, innerFirst) ?? [];
    const after = this.blocks[last]?.pieces.slice(innerLast) ?? [];
    const old = this.blocks.slice(first, last + 1).flatMap((block) => block.pieces);
    this.blocks.splice(first, last - first + 1, ...this.pack([...before, ...inserted, ...after]));
    return old.slice(innerFirst, old.length - after.length);
  }

  /** All pieces in order, from the one at `index` on; blocks for which `skip` says yes of their weights are passed over. */
  *placed(index = 0, skip?: (weights: readonly number[]) => boolean): Generator<PlacedPiece<A>> {
    const running = this.emptyTotals();
    for (const block of this.blocks) {
      if (running.pieces + block.pieces.length <= index || skip?.(block.totals.weights)) {
        this.add(running, block.totals);
        continue;
      }
      for (const piece of block.pieces) {
        if (running.pieces >= index) yield placedAt(piece, running);
        this.addPiece(running, piece);
      }
    }
  }

  /** The piece in which a position lies; the last one for a position after the end. */
  at(position: Position): PlacedPiece<A> | undefined {
    return this.search((running, next) => {
      const end = endAfter(running, next);
      return end.line > position.line || (end.line === position.line && end.character > position.character);
    });
  }

  /** The record with that index. */
  record(record: number): PlacedPiece<A> | undefined {
    const found = this.search((running, next) => running.records + next.records > record);
    return found?.piece.kind === 'record' && found.record === record ? found : undefined;
  }

  /** The first piece at which the sums reach what `reached` asks for, else the last piece. */
  private search(reached: (running: MutableTotals, next: MutableTotals) => boolean): PlacedPiece<A> | undefined {
    const running = this.emptyTotals();
    let last: PlacedPiece<A> | undefined;
    for (const [i, block] of this.blocks.entries()) {
      if (i < this.blocks.length - 1 && !reached(running, block.totals)) {
        this.add(running, block.totals);
        continue;
      }
      for (const piece of block.pieces) {
        last = placedAt(piece, running);
        if (reached(running, this.totalsOf([piece]))) return last;
        this.addPiece(running, piece);
      }
    }
    return last;
  }

  /** Block and place in it of the piece with that index; for an index past the end, after the last piece. */
  private locate(index: number): [block: number, inner: number] {
    let rest = index;
    const last = this.blocks.length - 1;
    for (const [i, block] of this.blocks.entries()) {
      if (rest < block.pieces.length || i === last) return [i, Math.min(rest, block.pieces.length)];
      rest -= block.pieces.length;
    }
    return [0, 0];
  }

  private pack(pieces: readonly Piece<A>[]): Block<A>[] {
    const blocks: Block<A>[] = [];
    const size = pieces.length <= 2 * BLOCK_SIZE ? 2 * BLOCK_SIZE : BLOCK_SIZE;
    for (let i = 0; i < pieces.length; i += size) {
      const part = pieces.slice(i, i + size);
      blocks.push({ pieces: part, totals: this.totalsOf(part) });
    }
    return blocks;
  }

  private emptyTotals(): MutableTotals {
    const weights = this.weigh(undefined).map(() => 0);
    return { pieces: 0, records: 0, characters: 0, lines: { lf: 0, crlf: 0, cr: 0 }, tail: 0, weights };
  }

  private totalsOf(pieces: readonly Piece<A>[]): MutableTotals {
    const totals = this.emptyTotals();
    for (const piece of pieces) this.addPiece(totals, piece);
    return totals;
  }

  private sum(parts: readonly MutableTotals[]): MutableTotals {
    const totals = this.emptyTotals();
    for (const part of parts) this.add(totals, part);
    return totals;
  }

  private addPiece(totals: MutableTotals, piece: Piece<A>): void {
    totals.pieces++;
    if (piece.kind === 'record') totals.records++;
    totals.characters += piece.text.length;
    addLines(totals, piece.lines, piece.tail);
    this.weigh(piece.analysis).forEach((weight, i) => (totals.weights[i]! += weight));
  }

  private add(totals: MutableTotals, part: MutableTotals): void {
    totals.pieces += part.pieces;
    totals.records += part.records;
    totals.characters += part.characters;
    addLines(totals, part.lines, part.tail);
    part.weights.forEach((weight, i) => (totals.weights[i]! += weight));
  }
}

function addLines(totals: MutableTotals, lines: LineEnds, tail: number): void {
  totals.tail = lineCount(lines) > 0 ? tail : totals.tail + tail;
  totals.lines.lf += lines.lf;
  totals.lines.crlf += lines.crlf;
  totals.lines.cr += lines.cr;
}

function endAfter(running: MutableTotals, next: MutableTotals): Position {
  const lines = lineCount(next.lines);
  return {
    line: lineCount(running.lines) + lines,
    character: lines > 0 ? next.tail : running.tail + next.tail,
  };
}

function placedAt<A>(piece: Piece<A>, before: MutableTotals): PlacedPiece<A> {
  return {
    piece,
    index: before.pieces,
    record: before.records,
    start: { line: lineCount(before.lines), character: before.tail },
    offset: before.characters,
  };
}
