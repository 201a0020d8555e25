import type { PieceSequence } from '../dataset/sequence';
import type { Analysis } from './checker';
import { MARKS } from './pieceWeights';
import type { Mark, MarkTotal } from './rule';
import { FIRST_RECORDS, MAX_MARKS } from './seen';

const NONE: ReadonlyMap<string, MarkTotal> = new Map();

/** The marks of a file that is edited: records come and go. Which records bear a mark is found out when it is asked for. */
export class LiveMarks {
  private readonly byRule = new Map<string, Map<string, LiveMark>>();
  private version = 0;
  private readonly firsts = new Map<string, { readonly version: number; readonly records: Map<string, number[]> }>();

  constructor(private readonly pieces: () => PieceSequence<Analysis>) {}

  count(marks: readonly Mark[], by: 1 | -1): void {
    this.version++;
    for (const { rule, key } of marks) {
      let totals = this.byRule.get(rule);
      if (!totals) this.byRule.set(rule, (totals = new Map<string, LiveMark>()));
      const total = totals.get(key) ?? new LiveMark(this, rule, key);
      total.count += by;
      if (total.count > 0) totals.set(key, total);
      else totals.delete(key);
    }
  }

  clear(): void {
    this.version++;
    this.byRule.clear();
    this.firsts.clear();
  }

  isOverfull(rule: string): boolean {
    return (this.byRule.get(rule)?.size ?? 0) > MAX_MARKS;
  }

  /** The marks of a rule; of more than are told apart the first ones in the file. */
  of(rule: string): ReadonlyMap<string, MarkTotal> {
    const totals = this.byRule.get(rule) ?? NONE;
    if (!this.isOverfull(rule)) return totals;
    return new Map([...this.firstRecords(rule).keys()].slice(0, MAX_MARKS).map((key) => [key, totals.get(key)!]));
  }

  /** The first records of every mark of a rule, in the order of the marks in the file. */
  firstRecords(rule: string): ReadonlyMap<string, readonly number[]> {
    let known = this.firsts.get(rule);
    if (known?.version !== this.version) {
      known = { version: this.version, records: this.findFirstRecords(rule) };
      this.firsts.set(rule, known);
    }
    return known.records;
  }

  private findFirstRecords(rule: string): Map<string, number[]> {
    const found = new Map<string, number[]>();
    const totals = this.byRule.get(rule);
    let open = totals?.size ?? 0;
    const bears = ({ analysis }: { analysis: Analysis | undefined }): boolean =>
      analysis !== undefined && analysis.marks.length > 0;
    for (const { piece, record } of this.pieces().placed(0, (weights) => weights[MARKS] === 0, bears)) {
      for (const mark of piece.analysis!.marks) {
        if (mark.rule !== rule) continue;
        const records = found.get(mark.key) ?? [];
        if (records.length === FIRST_RECORDS) continue;
        found.set(mark.key, records);
        if (records.push(record) === Math.min(FIRST_RECORDS, totals!.get(mark.key)!.count)) open--;
      }
      if (open === 0) break;
    }
    return found;
  }
}

class LiveMark implements MarkTotal {
  count = 0;

  constructor(
    private readonly marks: LiveMarks,
    private readonly rule: string,
    private readonly key: string,
  ) {}

  get records(): readonly number[] {
    return this.marks.firstRecords(this.rule).get(this.key) ?? [];
  }
}
