import type { Container } from '../dataset/container';
import { decodedPiece, isTorn, lineCount, type LineEnds, type Piece, type PieceKind } from '../dataset/piece';
import { PieceCutter } from '../dataset/pieceCutter';
import type { Shape } from '../dataset/recordShape';
import type { Analysis, Checker } from './checker';
import { newColumn } from './columns/column';
import { addRecords, type SeenColumn } from './columns/seenColumns';
import type { RecordFates } from './fileFacts';
import { placeFinding, type PlacedFinding } from './placedFinding';
import { addMark, noMarks, seeAgain, seenAt, type RecordPlace, type Seen, type SeenMarks } from './seen';

/** What a stretch of a dataset adds up to; plain data. */
export interface StreamTotals {
  readonly records: number;
  /** Of the text as it was given. */
  readonly length: number;
  readonly lines: LineEnds;
  readonly marks: SeenMarks;
  readonly columns: SeenColumn;
  readonly fates: RecordFates;
}

/** What nothing adds up to. */
export function emptyTotals(): StreamTotals {
  return {
    ...{ records: 0, length: 0, lines: { lf: 0, crlf: 0, cr: 0 }, marks: noMarks(), columns: newColumn() },
    fates: { kept: 0, dropped: 0, failed: 0, unknown: 0 },
  };
}

/** Where in its file a stretch begins, and what stands around it. */
export interface StreamContext {
  readonly firstInFile: boolean;
  /** What follows the stretch, or undefined if the file ends with it. */
  readonly next: PieceKind | undefined;
}

/** Shapes that are kept before what was counted of them is added to the columns: records may have as many shapes as there are records. */
const MAX_SHAPES = 20_000;

/**
 * Checks a text that arrives in blocks, and keeps no more of it than the record that is not finished yet. Positions and records count from the start
 * of the text.
 */
export class StreamChecker {
  private readonly cutter: PieceCutter<Analysis>;
  private waiting: Piece<Analysis> | undefined;
  private records = 0;
  private offset = 0;
  private line = 0;
  private character = 0;
  private readonly lines = { lf: 0, crlf: 0, cr: 0 };
  private readonly marks = noMarks();
  private readonly shapes = new Map<Shape, Seen>();
  private readonly columns: SeenColumn = newColumn();
  private readonly fates = { kept: 0, dropped: 0, failed: 0, unknown: 0 };
  private isFirst: boolean;
  private afterTorn = false;

  constructor(
    private readonly container: Container,
    private readonly checker: Checker,
    private readonly onFinding: (finding: PlacedFinding) => void,
    private readonly context: StreamContext = { firstInFile: true, next: undefined },
    /** Given if the blocks hold the bytes of UTF-8, one in each unit: decodes some of them. */
    private readonly decode?: (bytes: string) => string,
  ) {
    this.isFirst = context.firstInFile;
    this.cutter = new PieceCutter(container);
  }

  /** Takes the next block. */
  push(text: string): void {
    this.take(this.cutter.push(text));
  }

  /** Takes what is left, after the last block. */
  end(): StreamTotals {
    this.take(this.cutter.end());
    if (this.waiting) this.finish(this.waiting, undefined);
    this.waiting = undefined;
    this.addShapes();
    const { records, offset, lines, marks, columns, fates } = this;
    return { records, length: offset, lines, marks, columns, fates };
  }

  private take(pieces: readonly Piece<Analysis>[]): void {
    for (const piece of pieces) {
      if (this.waiting) this.finish(this.waiting, piece);
      this.waiting = piece;
    }
  }

  private finish(cutPiece: Piece<Analysis>, following: Piece | undefined): void {
    const besideTorn = this.afterTorn || isTorn(following);
    const context = {
      container: this.container.id,
      next: following?.kind ?? this.context.next,
      first: this.isFirst,
      besideTorn,
    };
    this.afterTorn = isTorn(cutPiece);
    const ofBytes = this.decode && cutPiece.tail === 0 ? this.checker.checkBytes(cutPiece, context) : undefined;
    const piece = this.decode && !ofBytes ? decodedPiece(cutPiece, this.decode) : cutPiece;
    const analysis = ofBytes ?? this.checker.check(piece, context);
    if (analysis.findings.length > 0) {
      const placed = { piece, record: this.records, start: { line: this.line, character: this.character } };
      for (const finding of analysis.findings) this.onFinding(placeFinding(placed, finding));
    }
    if (piece.kind === 'record') this.count(analysis, cutPiece.text.length);
    this.offset += cutPiece.text.length;
    this.advance(piece);
  }

  private count({ marks, shape, counted }: Analysis, length: number): void {
    if (counted) this.fates[counted.status]++;
    else this.fates.unknown++;
    const known = shape && this.shapes.get(shape);
    if (known) seeAgain(known, this.records);
    if (marks.length === 0 && (!shape || known)) return;
    const { records: record, offset, line, character } = this;
    const place: RecordPlace = { record, offset, length, line, character };
    for (const mark of marks) addMark(this.marks, mark, seenAt(place));
    if (shape && !known) this.shapes.set(shape, seenAt(place));
    if (this.shapes.size > MAX_SHAPES) this.addShapes();
  }

  private addShapes(): void {
    for (const [shape, seen] of this.shapes) addRecords(this.columns, shape, seen);
    this.shapes.clear();
    if (this.checker.shapeCount > MAX_SHAPES) this.checker.forgetShapes();
  }

  private advance(piece: Piece): void {
    if (piece.kind === 'record') this.records++;
    const { lines, tail } = piece;
    const count = lineCount(lines);
    this.line += count;
    this.character = count > 0 ? tail : this.character + tail;
    this.lines.lf += lines.lf;
    this.lines.crlf += lines.crlf;
    this.lines.cr += lines.cr;
    this.isFirst = false;
  }
}
