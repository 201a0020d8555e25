import type { ContainerId } from '../dataset/container';
import { lineCount, pieceOf, type Piece } from '../dataset/piece';
import { skim, skipSpace } from '../dataset/skim';
import type { Checker } from './checker';
import { newColumn } from './columns/column';
import { addColumns, toldColumns, type SeenColumn } from './columns/seenColumns';
import type { FileFacts } from './fileFacts';
import type { PlacedFinding } from './placedFinding';
import type { MarkTotal } from './rule';
import { addMark, noMarks, type RecordPlace, type Seen } from './seen';
import type { StreamTotals } from './streamChecker';
import { placeTold, tellFile, type OpenedRecord } from './wholeFile';

const NO_MARKS: ReadonlyMap<string, MarkTotal> = new Map();

/** Joins what stretches of one file add up to; each begins where the one before ends. */
export class TotalsJoiner {
  private records = 0;
  private readonly lines = { lf: 0, crlf: 0, cr: 0 };
  private readonly marks = noMarks();
  private readonly columns: SeenColumn = newColumn();
  private readonly fates = { kept: 0, dropped: 0, failed: 0, unknown: 0 };

  /** @param offset where the first stretch begins in the file */
  constructor(private offset = 0) {}

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
  add({ records, length, lines, marks, columns, fates }: StreamTotals): void {
    const move = (seen: Seen): Seen => this.moved(seen);
    for (const [rule, seen] of marks.byRule) {
      for (const [key, own] of seen) addMark(this.marks, { rule, key }, move(own));
    }
    for (const rule of marks.overfull) this.marks.overfull.add(rule);
    addColumns(this.columns, columns, move);
    for (const fate of ['kept', 'dropped', 'failed', 'unknown'] as const) this.fates[fate] += fates[fate];
    this.records += records;
    this.offset += length;
    this.lines.lf += lines.lf;
    this.lines.crlf += lines.crlf;
    this.lines.cr += lines.cr;
  }

  private moved({ count, records, place }: Seen): Seen {
    const moved = {
      ...place,
      record: place.record + this.records,
      line: place.line + lineCount(this.lines),
      offset: place.offset + this.offset,
    };
    return { count, records: records.map((record) => record + this.records), place: moved };
  }

  get total(): Pick<FileFacts, 'records' | 'lines'> {
    return { records: this.records, lines: this.lines };
  }

  /** What can be told of the file once its last stretch is added. */
  get whole(): Pick<FileFacts, 'columns' | 'fates'> {
    return { columns: toldColumns(this.columns), fates: this.fates };
  }

  /**
   * The findings about the file as a whole and those that many records share.
   *
   * @param read gives the text of a record's piece again
   */
  tell(checker: Checker, facts: FileFacts, read: (place: RecordPlace) => string): PlacedFinding[] {
    const marks = {
      of: (rule: string) => this.marks.byRule.get(rule) ?? NO_MARKS,
      isOverfull: (rule: string) => this.marks.overfull.has(rule),
    };
    const opened = (total: MarkTotal): OpenedRecord => open(total as Seen, facts.container, checker, read);
    return tellFile(checker, facts, marks, opened).map((told) => placeTold(told, told.on && opened(told.on)));
  }
}

function open(
  { place }: Seen,
  container: ContainerId,
  checker: Checker,
  read: (place: RecordPlace) => string,
): OpenedRecord {
  const piece = pieceIn(read(place));
  const context = { container, next: undefined, first: place.record === 0, besideTorn: false };
  const start = { line: place.line, character: place.character };
  return { placed: { piece, record: place.record, start }, view: checker.view(piece, context) };
}

/** The piece whose text is known to hold a record and what surrounds it. */
function pieceIn(text: string): Piece {
  const valueStart = skipSpace(text, 0, text.length);
  const skimmed = skim(text, valueStart, text.length);
  const [end, shape] = skimmed.ok ? [skimmed.end, skimmed.shape] : [text.length, undefined];
  return pieceOf(text, 0, { kind: 'record', end: text.length, valueStart, valueEnd: end, shape, comma: false });
}
