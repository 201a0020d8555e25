import type { Container } from '../dataset/container';
import { decodedPiece, isTorn, lineCount, type LineEnds, type Piece, type PieceKind } from '../dataset/piece';
import { PieceCutter } from '../dataset/pieceCutter';
import { ruleById } from './catalogue';
import type { Analysis, Checker } from './checker';
import { placeFinding, type PlacedFinding } from './placedFinding';
import type { Note } from './rule';

/** A key that is told of once, with the first place that has it. */
export interface NoteTotal {
  readonly note: Note;
  readonly count: number;
  readonly first: PlacedFinding;
}

/** What a stretch of a dataset adds up to. */
export interface StreamTotals {
  readonly records: number;
  readonly lines: LineEnds;
  readonly notes: readonly NoteTotal[];
}

/** Where in its file a stretch begins, and what stands around it. */
export interface StreamContext {
  readonly firstInFile: boolean;
  /** What follows the stretch, or undefined if the file ends with it. */
  readonly next: PieceKind | undefined;
}

/**
 * Checks a text that arrives in blocks, and keeps no more of it than the record that is not finished yet. Positions and records count from the start
 * of the text.
 */
export class StreamChecker {
  private readonly cutter: PieceCutter<Analysis>;
  private waiting: Piece<Analysis> | undefined;
  private records = 0;
  private line = 0;
  private character = 0;
  private readonly lines = { lf: 0, crlf: 0, cr: 0 };
  private readonly notes = new Map<Note, { count: number; first: PlacedFinding }>();
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
    const notes = [...this.notes].map(([note, total]) => ({ note, ...total }));
    return { records: this.records, lines: this.lines, notes };
  }

  private take(pieces: Iterable<Piece<Analysis>>): void {
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
    if (this.decode && cutPiece.tail === 0 && this.checker.isCleanBytes(cutPiece, context)) {
      this.advance(cutPiece);
      return;
    }
    const piece = this.decode ? decodedPiece(cutPiece, this.decode) : cutPiece;
    const { findings, notes } = this.checker.check(piece, context);
    if (findings.length > 0 || notes.length > 0) {
      const placed = { piece, record: this.records, start: { line: this.line, character: this.character } };
      for (const finding of findings) this.onFinding(placeFinding(placed, finding));
      for (const note of notes) {
        const known = this.notes.get(note);
        if (known) known.count++;
        else this.notes.set(note, { count: 1, first: placeFinding(placed, this.findingOf(piece, context, note)) });
      }
    }
    this.advance(piece);
  }

  private findingOf(
    piece: Piece,
    context: Parameters<Checker['check']>[1],
    note: Note,
  ): Parameters<typeof placeFinding>[1] {
    const [span] = this.checker.noteSpans(piece, context, [note]);
    return { ...note, ...span!, message: '', pointer: '', fixes: [], silent: false };
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

/** Joins what stretches of one file add up to; each begins where the one before ends. */
export class TotalsJoiner {
  private records = 0;
  private readonly lines = { lf: 0, crlf: 0, cr: 0 };
  private readonly notes = new Map<string, { note: Note; count: number; first: PlacedFinding }>();

  /** Moves findings of the next stretch to their place in the file. */
  place(finding: PlacedFinding): PlacedFinding {
    const by = lineCount(this.lines);
    const { start, end } = finding.range;
    return {
      ...finding,
      record: finding.record === undefined ? undefined : finding.record + this.records,
      range: { start: { ...start, line: start.line + by }, end: { ...end, line: end.line + by } },
    };
  }

  /** Adds the stretch; call it after its findings have been placed. */
  add(totals: StreamTotals): void {
    for (const { note, count, first } of totals.notes) {
      const key = JSON.stringify([note.rule, note.key]);
      const known = this.notes.get(key);
      if (known) known.count += count;
      else this.notes.set(key, { note, count, first: this.place(first) });
    }
    this.records += totals.records;
    this.lines.lf += totals.lines.lf;
    this.lines.crlf += totals.lines.crlf;
    this.lines.cr += totals.lines.cr;
  }

  get total(): { records: number; lines: LineEnds } {
    return { records: this.records, lines: this.lines };
  }

  /** The findings that are told once for the file. */
  noteFindings(): PlacedFinding[] {
    return [...this.notes.values()].map(({ note, count, first }) => ({
      ...first,
      message: ruleById(note.rule)!.unknownKey!(note.key, count),
    }));
  }
}
