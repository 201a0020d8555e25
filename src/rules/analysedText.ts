import { DatasetText, type PieceChange, type Range } from '../dataset/datasetText';
import { isTorn, type Piece } from '../dataset/piece';
import type { PlacedPiece } from '../dataset/sequence';
import { ruleById } from './catalogue';
import type { Analysis, Checker } from './checker';
import type { Columns } from '../tokens/llamafactory/columns';
import { LiveColumns } from './columns/liveColumns';
import { loadedColumns } from './columns/loadedColumns';
import type { RecordFates } from './fileFacts';
import type { Counted } from './lengths';
import { asSaid } from './outcomes';
import { LiveMarks } from './liveMarks';
import { DROPPED, OVER, TOKENS, TRAINED, UNCHECKED, UNCOUNTED, UNUSED, weigh } from './pieceWeights';
import type { PieceContext } from './view';

/** Sums over the records that have been counted; tokens, and numbers of records. */
export interface TokenTotals {
  readonly counted: number;
  readonly total: number;
  readonly trained: number;
  readonly over: number;
  readonly unused: number;
}

/** A dataset's text with what was found out about each of its pieces; after an edit only the pieces that it touched are looked at again. */
export class AnalysedText {
  protected readonly dataset: DatasetText<Analysis>;
  protected readonly marks: LiveMarks;
  protected readonly columns: LiveColumns;
  /** False: what becomes of the records is not told of the file, as where nobody asked how they are measured. */
  tellsFates = true;

  constructor(
    text: string,
    protected checker: Checker,
  ) {
    this.dataset = new DatasetText(text, weigh);
    this.marks = new LiveMarks(() => this.dataset.pieces);
    this.columns = new LiveColumns(() => this.dataset.pieces);
  }

  get text(): DatasetText<Analysis> {
    return this.dataset;
  }

  /** Checks everything anew, with other rules. */
  use(checker: Checker): void {
    this.checker = checker;
    this.marks.clear();
    this.columns.clear();
    this.dataset.pieces.clearAnalyses();
  }

  edit(range: Range, text: string): PieceChange<Analysis> {
    const change = this.dataset.edit(range, text);
    for (const { analysis } of change.removed) this.count(analysis, -1);
    // What a piece means depends on what follows it, and on being the first.
    for (const index of [change.index - 1, change.index + change.inserted]) {
      const piece = this.dataset.pieces.get(index);
      if (piece) this.forget(index, piece);
    }
    return change;
  }

  /**
   * Checks pieces that have not been checked, from the first on.
   *
   * @param isTimeUp asked between pieces
   * @returns true if all are checked
   */
  check(isTimeUp: () => boolean = () => false): boolean {
    return this.dataset.pieces.analyse(
      (weights) => weights[UNCHECKED] === 0,
      ({ analysis }) => analysis === undefined,
      (piece, previous, next) => {
        const analysis = this.analyse(piece, contextOf(this.dataset, previous, next));
        this.count(analysis, 1);
        return analysis;
      },
      isTimeUp,
    );
  }

  /** Checks one piece, if it is not checked yet. */
  checkAt(index: number): void {
    const piece = this.dataset.pieces.get(index);
    if (!piece || piece.analysis) return;
    const analysis = this.analyse(piece, this.context(index));
    this.count(analysis, 1);
    this.dataset.pieces.setAnalysis(index, analysis);
  }

  /** How many pieces have still to be checked. */
  get unchecked(): number {
    return this.dataset.pieces.totals.weights[UNCHECKED]!;
  }

  /** What the records that have been counted add up to. */
  get tokens(): TokenTotals {
    const { records, weights } = this.dataset.pieces.totals;
    return {
      counted: Math.max(0, records - weights[UNCOUNTED]!),
      total: weights[TOKENS]!,
      trained: weights[TRAINED]!,
      over: weights[OVER]!,
      unused: weights[UNUSED]!,
    };
  }

  /** Records that have not been counted, from the piece with that index on. */
  uncounted(from = 0): Generator<PlacedPiece<Analysis>> {
    return this.dataset.pieces.placed(from, (weights) => weights[UNCOUNTED] === 0, isUncounted);
  }

  /** Keeps what was counted. Pieces that have gone or changed in the meantime are left out. */
  takeCounted(counted: ReadonlyMap<Piece<Analysis>, Counted>): void {
    let open = counted.size;
    this.dataset.pieces.analyse(
      (weights) => weights[UNCOUNTED] === 0,
      (piece) => counted.has(piece) && isUncounted(piece),
      (piece, previous, next) => {
        open -= 1;
        const context = contextOf(this.dataset, previous, next);
        const analysis = piece.analysis ?? this.analyse(piece, context);
        if (!piece.analysis) this.count(analysis, 1);
        return this.checker.withCounted(piece, context, analysis, counted.get(piece)!);
      },
      () => open === 0,
    );
  }

  /** Forgets what was counted. */
  forgetCounted(): void {
    for (const { piece, index } of this.dataset.pieces.placed(0)) {
      if (!piece.analysis || isUncounted(piece) || piece.kind !== 'record') continue;
      const { counted: _counted, findings, ...rest } = piece.analysis;
      const others = findings.filter(({ rule }) => ruleById(rule)?.lengths === undefined).map(asSaid);
      this.dataset.pieces.setAnalysis(index, { ...rest, findings: others });
    }
  }

  /** The record with the most tokens, undefined if none was counted. Asked with every change: it costs a look at each record. */
  get longestRecord(): PlacedPiece<Analysis> | undefined {
    return this.dataset.pieces.highest(tokensOf);
  }

  /** The records with the most tokens, longest first. */
  longest(limit: number): PlacedPiece<Analysis>[] {
    const all = [...this.dataset.pieces.placed(0, (weights) => weights[TOKENS] === 0)];
    return all
      .filter(({ piece }) => tokensOf(piece) > 0)
      .sort((a, b) => tokensOf(b.piece) - tokensOf(a.piece))
      .slice(0, limit);
  }

  /** What the records hold together, as the target loads it; undefined before all are checked. */
  get loadedColumns(): Columns | undefined {
    if (this.unchecked > 0) return undefined;
    return loadedColumns(this.columns.column, this.dataset.containerId === 'jsonl');
  }

  /** How many records the target keeps and doesn't keep. */
  protected get fates(): RecordFates {
    const { records, weights } = this.dataset.pieces.totals;
    if (!this.tellsFates) return { kept: 0, dropped: 0, failed: 0, unknown: records };
    const unknown = weights[UNCOUNTED]!;
    const dropped = weights[DROPPED]!;
    const failed = weights[UNUSED]! - dropped;
    return { kept: Math.max(0, records - unknown - dropped - failed), dropped, failed, unknown };
  }

  protected analyse(piece: Piece, context: PieceContext): Analysis {
    return this.checker.check(piece, context);
  }

  /** What stands around the piece with that index. */
  context(index: number): PieceContext {
    return contextOf(this.dataset, this.dataset.pieces.get(index - 1), this.dataset.pieces.get(index + 1));
  }

  private forget(index: number, piece: Piece<Analysis>): void {
    this.count(piece.analysis, -1);
    this.dataset.pieces.setAnalysis(index, undefined);
  }

  private count(analysis: Analysis | undefined, by: 1 | -1): void {
    if (!analysis) return;
    this.marks.count(analysis.marks, by);
    this.columns.count(analysis.shape, by);
  }
}

function contextOf<A>(
  dataset: DatasetText<A>,
  previous: Piece<A> | undefined,
  next: Piece<A> | undefined,
): PieceContext {
  return {
    container: dataset.containerId,
    next: next?.kind,
    first: previous === undefined,
    besideTorn: isTorn(previous) || isTorn(next),
  };
}

function isUncounted({ kind, analysis }: Piece<Analysis>): boolean {
  return kind === 'record' && analysis?.counted === undefined;
}

function tokensOf({ analysis }: Piece<Analysis>): number {
  return analysis?.counted?.tokens ?? 0;
}
