import { DatasetText, positionsIn, type Range } from '../dataset/datasetText';
import { withoutOverlaps, type Edit } from '../dataset/edits';
import { isTorn, type Piece } from '../dataset/piece';
import type { PlacedPiece } from '../dataset/sequence';
import { ruleById } from './catalogue';
import type { Analysis, Checker } from './checker';
import type { Counted } from './lengths';
import { placeFinding, type Counts, type PlacedFinding } from './placedFinding';
import type { Finding, Fix, Level, Note } from './rule';
import type { PieceContext } from './view';

const LEVELS = ['error', 'warning', 'info'] as const satisfies readonly Level[];
/** Which sum of a piece sequence is what. */
const UNCHECKED = 0;
const FIRST_LEVEL = 1;
const ALL_FINDINGS = 4;
const NOTES = 5;
const UNCOUNTED = 6;
const TOKENS = 7;
const TRAINED = 8;
const OVER = 9;
const UNUSED = 10;

/** A text edit with LSP positions. */
export interface RangeEdit {
  readonly range: Range;
  readonly text: string;
}

/** A dataset's text with what was found in it; after an edit only the pieces that it touched are checked again. */
export class CheckedDataset {
  private readonly dataset: DatasetText<Analysis>;
  /** How many records share a note. */
  private readonly noteCounts = new Map<Note, number>();

  constructor(
    text: string,
    private checker: Checker,
  ) {
    this.dataset = new DatasetText(text, weigh);
  }

  get text(): DatasetText<Analysis> {
    return this.dataset;
  }

  /** Checks everything anew, with other rules. */
  use(checker: Checker): void {
    this.checker = checker;
    this.noteCounts.clear();
    this.dataset.pieces.clearAnalyses();
  }

  edit(range: Range, text: string): void {
    const change = this.dataset.edit(range, text);
    for (const { analysis } of change.removed) this.countNotes(analysis, -1);
    // What a piece means depends on what follows it, and on being the first.
    for (const index of [change.index - 1, change.index + change.inserted]) {
      const piece = this.dataset.pieces.get(index);
      if (piece) this.set(index, piece, undefined);
    }
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
        const analysis = this.checker.check(piece, contextOf(this.dataset, previous, next));
        this.countNotes(analysis, 1);
        return analysis;
      },
      isTimeUp,
    );
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
        const analysis = piece.analysis ?? this.checker.check(piece, context);
        if (!piece.analysis) this.countNotes(analysis, 1);
        return this.checker.withCounted(piece, context, analysis, counted.get(piece)!);
      },
      () => open === 0,
    );
  }

  /** Forgets what was counted. */
  forgetCounted(): void {
    for (const { piece, index } of this.dataset.pieces.placed(0)) {
      if (!piece.analysis || isUncounted(piece) || piece.kind !== 'record') continue;
      const { findings, notes } = piece.analysis;
      const others = findings.filter(({ rule }) => ruleById(rule)?.lengths === undefined);
      this.dataset.pieces.setAnalysis(index, { findings: others, notes });
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

  get counts(): Counts {
    const { weights } = this.dataset.pieces.totals;
    const counts = {
      error: weights[FIRST_LEVEL]!,
      warning: weights[FIRST_LEVEL + 1]!,
      info: weights[FIRST_LEVEL + 2]!,
    };
    for (const note of this.noteCounts.keys()) counts[note.level]++;
    return counts;
  }

  /** The findings by place; if there are more than `limit`, the errors first and then as many of the others as there is room for. */
  findings(limit: number): PlacedFinding[] {
    const notes = this.placedNotes();
    const found: PlacedFinding[] = [];
    const { error, warning, info } = this.counts;
    const passes: readonly (readonly Level[])[] =
      error + warning + info <= limit ? [LEVELS] : LEVELS.map((level) => [level]);
    for (const levels of passes) {
      for (const finding of this.ofLevels(levels, notes)) {
        if (found.length >= limit) break;
        found.push(finding);
      }
    }
    return found.sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
  }

  /** The findings, silent ones too, of the pieces that a range touches, with the edits of their fixes in the file. */
  *findingsIn(range: Range): Generator<{ placed: PlacedPiece<Analysis>; finding: Finding }> {
    const first = this.dataset.pieces.at(range.start);
    if (!first) return;
    for (const placed of this.dataset.pieces.placed(first.index)) {
      if (isAfter(placed, range)) break;
      for (const finding of placed.piece.analysis?.findings ?? []) yield { placed, finding };
    }
  }

  /** The edits of one fix, in the file. */
  editsOf(placed: PlacedPiece<Analysis>, fix: Fix): RangeEdit[] {
    return toRanges(placed, fix.edits);
  }

  /**
   * The edits that mend everything that `wanted` names, without those that would overlap.
   *
   * @param wanted the fix to make for a finding, if any
   */
  fixAll(wanted: (finding: Finding) => Fix | undefined): RangeEdit[] {
    const all: RangeEdit[] = [];
    for (const placed of this.withFindings((weights) => weights[ALL_FINDINGS] === 0)) {
      const edits = (placed.piece.analysis?.findings ?? []).flatMap((finding) => wanted(finding)?.edits ?? []);
      if (edits.length > 0) all.push(...toRanges(placed, withoutOverlaps(edits)));
    }
    return all;
  }

  /** How many findings of a rule have a fix, and whether the first fix of all of them is safe. */
  fixable(rule: string): { count: number; isSafe: boolean } {
    let count = 0;
    let isSafe = true;
    for (const { piece } of this.withFindings((weights) => weights[ALL_FINDINGS] === 0)) {
      for (const finding of piece.analysis!.findings) {
        const [fix] = finding.rule === rule ? finding.fixes : [];
        if (!fix) continue;
        count++;
        isSafe &&= fix.safety === 'safe';
      }
    }
    return { count, isSafe };
  }

  /** What stands around the piece with that index. */
  context(index: number): PieceContext {
    return contextOf(this.dataset, this.dataset.pieces.get(index - 1), this.dataset.pieces.get(index + 1));
  }

  private *ofLevels(levels: readonly Level[], notes: readonly PlacedFinding[]): Generator<PlacedFinding> {
    yield* notes.filter(({ level }) => levels.includes(level));
    const sums = levels.map((level) => FIRST_LEVEL + LEVELS.indexOf(level));
    for (const placed of this.withFindings((weights) => sums.every((sum) => weights[sum] === 0))) {
      for (const finding of placed.piece.analysis?.findings ?? []) {
        if (!finding.silent && levels.includes(finding.level)) yield placeFinding(placed, finding);
      }
    }
  }

  private withFindings(skips: (weights: readonly number[]) => boolean): Generator<PlacedPiece<Analysis>> {
    const wants = ({ analysis }: Piece<Analysis>): boolean => analysis !== undefined && analysis.findings.length > 0;
    return this.dataset.pieces.placed(0, skips, wants);
  }

  /** One finding for each note, at the first record that has it. */
  private placedNotes(): PlacedFinding[] {
    const open = new Map(this.noteCounts);
    const found: PlacedFinding[] = [];
    if (open.size === 0) return found;
    const hasNotes = (piece: Piece<Analysis>): boolean =>
      piece.analysis !== undefined && piece.analysis.notes.length > 0;
    for (const placed of this.dataset.pieces.placed(0, (weights) => weights[NOTES] === 0, hasNotes)) {
      const fresh = (placed.piece.analysis?.notes ?? []).filter((note) => open.has(note));
      if (fresh.length > 0) found.push(...this.placeNotes(placed, fresh, open));
      for (const note of fresh) open.delete(note);
      if (open.size === 0) break;
    }
    return found;
  }

  private placeNotes(
    placed: PlacedPiece<Analysis>,
    notes: readonly Note[],
    counts: ReadonlyMap<Note, number>,
  ): PlacedFinding[] {
    const spans = this.checker.noteSpans(placed.piece, this.context(placed.index), notes);
    return notes.map((note, i) => {
      const message = ruleById(note.rule)!.unknownKey!(note.key, counts.get(note)!);
      return placeFinding(placed, { ...note, ...spans[i]!, message, pointer: '', fixes: [], silent: false });
    });
  }

  private set(index: number, piece: Piece<Analysis>, analysis: Analysis | undefined): void {
    this.countNotes(piece.analysis, -1);
    this.dataset.pieces.setAnalysis(index, analysis);
    this.countNotes(analysis, 1);
  }

  private countNotes(analysis: Analysis | undefined, by: 1 | -1): void {
    for (const note of analysis?.notes ?? []) {
      const count = (this.noteCounts.get(note) ?? 0) + by;
      if (count > 0) this.noteCounts.set(note, count);
      else this.noteCounts.delete(note);
    }
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

/** Sums over the records that have been counted; tokens, and numbers of records. */
export interface TokenTotals {
  readonly counted: number;
  readonly total: number;
  readonly trained: number;
  readonly over: number;
  readonly unused: number;
}

function isUncounted({ kind, analysis }: Piece<Analysis>): boolean {
  return kind === 'record' && analysis?.counted === undefined;
}

function tokensOf({ analysis }: Piece<Analysis>): number {
  return analysis?.counted?.tokens ?? 0;
}

const UNCHECKED_WEIGHTS = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
const CLEAN_WEIGHTS = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];

/** Unchecked, errors, warnings, infos, findings with silent ones, notes; uncounted, tokens, trained ones, records over the cutoff, unused ones. */
function weigh(analysis: Analysis | undefined): readonly number[] {
  if (!analysis) return UNCHECKED_WEIGHTS;
  const { counted } = analysis;
  if (analysis.findings.length + analysis.notes.length === 0 && !counted) return CLEAN_WEIGHTS;
  const weights = [0, 0, 0, 0, 0, 0, counted ? 0 : 1, 0, 0, 0, 0];
  if (counted) {
    weights[TOKENS] = counted.tokens;
    weights[TRAINED] = counted.trained;
    weights[OVER] = counted.isOver ? 1 : 0;
    weights[UNUSED] = counted.status === 'kept' ? 0 : 1;
  }
  for (const { level, silent } of analysis.findings) {
    if (!silent) weights[FIRST_LEVEL + LEVELS.indexOf(level)]!++;
  }
  weights[ALL_FINDINGS] = analysis.findings.length;
  weights[NOTES] = analysis.notes.length;
  return weights;
}

function isAfter({ start }: PlacedPiece<unknown>, range: Range): boolean {
  return start.line > range.end.line || (start.line === range.end.line && start.character > range.end.character);
}

function toRanges(placed: PlacedPiece<unknown>, edits: readonly Edit[]): RangeEdit[] {
  const positions = positionsIn(
    placed,
    edits.flatMap(({ start, end }) => [start, end]),
  );
  return edits.map(({ text }, i) => ({ range: { start: positions[2 * i]!, end: positions[2 * i + 1]! }, text }));
}
