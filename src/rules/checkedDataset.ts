import { positionsIn, type Range } from '../dataset/datasetText';
import { withoutOverlaps, type Edit } from '../dataset/edits';
import type { Piece } from '../dataset/piece';
import type { PlacedPiece, Totals } from '../dataset/sequence';
import { AnalysedText } from './analysedText';
import { ruleById } from './catalogue';
import { promptsOf, type Analysis, type Checker } from './checker';
import { bearersOf } from './columns/liveColumns';
import type { ByteFacts, FileFacts } from './fileFacts';
import { followsFrom, type Misreading } from './misreading';
import { ALL_FINDINGS, FIRST_LEVEL, LEVELS } from './pieceWeights';
import { addCounts, countLevels, placeFinding, type Counts, type PlacedFinding } from './placedFinding';
import type { Finding, Fix, Level, MarkTotal } from './rule';
import type { PieceContext } from './view';
import { findingIn, placeTold, tellFile, type OpenedRecord, type Told } from './wholeFile';

/** A text edit with LSP positions. */
export interface RangeEdit {
  readonly range: Range;
  readonly text: string;
}

/** What is known of the file beside its text. */
export interface FileOrigin {
  /** Its name, with extension; '' for an unsaved buffer. */
  readonly name: string;
  readonly bytes: ByteFacts | undefined;
}

/** A dataset's text with what was found in it, kept so under edits. */
export class CheckedDataset extends AnalysedText {
  private known: { readonly totals: Totals; readonly origin: FileOrigin; readonly told: readonly Told[] } | undefined;
  private last: { readonly totals: Totals; readonly opened: OpenedPiece } | undefined;
  origin: FileOrigin = { name: '', bytes: undefined };

  /** @param misread set if the first records are of another format than the checker's */
  constructor(
    text: string,
    checker: Checker,
    readonly misread?: Misreading,
  ) {
    super(text, checker);
  }

  get counts(): Counts {
    const { weights } = this.dataset.pieces.totals;
    const ofRecords = {
      error: weights[FIRST_LEVEL]!,
      warning: weights[FIRST_LEVEL + 1]!,
      info: weights[FIRST_LEVEL + 2]!,
    };
    return addCounts(ofRecords, countLevels(this.told()));
  }

  /** The findings by place; if there are more than `limit`, the errors first and then as many of the others as there is room for. */
  findings(limit: number): PlacedFinding[] {
    const ofFile = this.ofFile();
    const found: PlacedFinding[] = [];
    const { error, warning, info } = this.counts;
    const passes: readonly (readonly Level[])[] =
      error + warning + info <= limit ? [LEVELS] : LEVELS.map((level) => [level]);
    for (const levels of passes) {
      for (const finding of this.ofLevels(levels, ofFile)) {
        if (found.length >= limit) break;
        found.push(finding);
      }
    }
    return found.sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
  }

  /** The findings about the file as a whole and those that many records share; none before all of it is checked. */
  ofFile(): PlacedFinding[] {
    return this.told().map((told) => placeTold(told, told.on && this.firstOf(told.on)));
  }

  /** The findings of a record, silent ones too, by place; of those that many records share, the ones that are told at this record. */
  findingsAt(placed: PlacedPiece<Analysis>): Finding[] {
    const told = this.told().filter(({ on }) => on?.records[0] === placed.record);
    const shared = told.map((each) => findingIn(each, this.opened(placed)));
    return [...(placed.piece.analysis?.findings ?? []), ...shared].sort((a, b) => a.start - b.start);
  }

  /** The findings, silent ones too, of the pieces that a range touches, with the edits of their fixes in the file. */
  *findingsIn(range: Range): Generator<{ placed: PlacedPiece<Analysis>; finding: Finding }> {
    const first = this.dataset.pieces.at(range.start);
    if (!first) return;
    const shared = [...this.sharedFindings()];
    for (const placed of this.dataset.pieces.placed(first.index)) {
      if (isAfter(placed, range)) break;
      for (const finding of placed.piece.analysis?.findings ?? []) yield { placed, finding };
      yield* shared.filter((found) => found.placed.index === placed.index);
    }
  }

  /** The edits of one fix, in the file. */
  editsOf(placed: PlacedPiece<Analysis>, fix: Fix): RangeEdit[] {
    return toRanges(placed, fix.edits);
  }

  /**
   * The edits that mend everything that `wanted` names, without those that would overlap, and without those in prompts that are bad on purpose: these are mended one by
   * one, if at all.
   *
   * @param wanted the fix to make for a finding, if any
   */
  fixAll(wanted: (finding: Finding) => Fix | undefined): RangeEdit[] {
    const byPiece = new Map<number, { readonly placed: PlacedPiece<Analysis>; readonly edits: Edit[] }>();
    const add = (placed: PlacedPiece<Analysis>, finding: Finding): void => {
      const edits = wanted(finding)?.edits ?? [];
      if (edits.length === 0 || this.changesMarkedPrompt(placed, edits)) return;
      const known = byPiece.get(placed.index);
      // Not as arguments: a fix may have more edits than a call can take.
      if (known) for (const edit of edits) known.edits.push(edit);
      else byPiece.set(placed.index, { placed, edits: [...edits] });
    };
    for (const placed of this.withFindings((weights) => weights[ALL_FINDINGS] === 0)) {
      for (const finding of placed.piece.analysis!.findings) add(placed, finding);
    }
    for (const { told, finding } of this.sharedFindings()) {
      if (!wanted(finding)) continue;
      for (const placed of bearersOf(told.on!)) add(placed, findingIn(told, this.opened(placed)));
    }
    const inOrder = [...byPiece.values()].sort((a, b) => a.placed.index - b.placed.index);
    return inOrder.flatMap(({ placed, edits }) => toRanges(placed, withoutOverlaps(edits)));
  }

  /** How many findings of a rule have a fix, those in prompts that are bad on purpose aside, and whether the first fix of all of them is safe. */
  fixable(rule: string): { count: number; isSafe: boolean } {
    let count = 0;
    let isSafe = true;
    const add = (finding: Finding, records: number): void => {
      const [fix] = finding.rule === rule ? finding.fixes : [];
      if (!fix) return;
      count += records;
      isSafe &&= fix.safety === 'safe';
    };
    for (const placed of this.withFindings((weights) => weights[ALL_FINDINGS] === 0)) {
      for (const finding of placed.piece.analysis!.findings) {
        const [fix] = finding.rule === rule ? finding.fixes : [];
        if (fix && !this.changesMarkedPrompt(placed, fix.edits)) add(finding, 1);
      }
    }
    for (const { told, finding } of this.sharedFindings()) add(finding, told.on!.count);
    return { count, isSafe };
  }

  /** True if edits of a record that is bad on purpose touch what the user says in it. */
  private changesMarkedPrompt(placed: PlacedPiece<Analysis>, edits: readonly Edit[]): boolean {
    const { labels } = placed.piece.analysis ?? {};
    const view = labels && labels.kinds.length > 0 ? this.opened(placed).view : undefined;
    if (!view) return false;
    const prompts = promptsOf(view).map((pointer) => view.span(pointer));
    return edits.some((edit) => prompts.some(({ start, end }) => edit.start < end && edit.end > start));
  }

  protected override analyse(piece: Piece, context: PieceContext): Analysis {
    const analysis = super.analyse(piece, context);
    const { misread } = this;
    if (!analysis.findings.some((finding) => followsFrom(misread, finding))) return analysis;
    const findings = analysis.findings.map((finding) => ({
      ...finding,
      silent: finding.silent || followsFrom(misread, finding),
    }));
    return { ...analysis, findings };
  }

  private *ofLevels(levels: readonly Level[], ofFile: readonly PlacedFinding[]): Generator<PlacedFinding> {
    yield* ofFile.filter(({ level }) => levels.includes(level));
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

  private told(): readonly Told[] {
    if (this.unchecked > 0) return [];
    const { totals } = this.dataset.pieces;
    if (this.known?.totals !== totals || this.known.origin !== this.origin) {
      const told = tellFile(this.checker, this.facts(), this.marks, (total) => this.firstOf(total));
      this.known = { totals, origin: this.origin, told };
    }
    return this.known.told;
  }

  private facts(): FileFacts {
    const { records, lines } = this.dataset.pieces.totals;
    const { format, target, labels } = this.checker;
    const container = this.dataset.containerId;
    const { fates, origin, misread } = this;
    return {
      ...origin,
      container,
      records,
      lines,
      format,
      target,
      labels,
      columns: this.columns.column,
      fates,
      misread,
    };
  }

  /** What is told of many records and can be mended in them, at the first of them. */
  private *sharedFindings(): Generator<SharedFinding> {
    for (const told of this.told()) {
      if (!told.on || ruleById(told.rule)?.fix === 'no') continue;
      const opened = this.firstOf(told.on);
      if (!opened) continue;
      const finding = findingIn(told, opened);
      if (finding.fixes.length > 0) yield { placed: opened.placed, finding, told };
    }
  }

  private firstOf({ records }: MarkTotal): OpenedPiece | undefined {
    const placed = this.dataset.pieces.record(records[0] ?? -1);
    return placed && this.opened(placed);
  }

  /** Much may be told of one record: it is read once for all of that. */
  private opened(placed: PlacedPiece<Analysis>): OpenedPiece {
    const { totals } = this.dataset.pieces;
    if (this.last?.totals !== totals || this.last.opened.placed.index !== placed.index) {
      const view = this.checker.view(placed.piece, this.context(placed.index));
      this.last = { totals, opened: { placed, view } };
    }
    return this.last.opened;
  }
}

/** What is told of many records, at the first of them. */
interface SharedFinding {
  readonly placed: PlacedPiece<Analysis>;
  readonly finding: Finding;
  readonly told: Told;
}

interface OpenedPiece extends OpenedRecord {
  readonly placed: PlacedPiece<Analysis>;
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
