import type { PieceSequence } from '../dataset/sequence';
import type { Analysis } from './checker';
import { MARKS } from './pieceWeights';
import type { Mark, MarkTotal } from './rule';
import { FIRST_RECORDS, MAX_MARKS } from './seen';

const NONE: ReadonlyMap<string, MarkTotal> = new Map();
/** Marks of a rule that are each searched for by themselves: after these it is cheaper to find the records of all of them at once. */
const MOST_SEARCHES = 4;

/** The first records of a rule's marks, as far as they were asked for, at one state of the file. */
interface Firsts {
  readonly version: number;
  readonly single: Map<string, readonly number[]>;
  all: ReadonlyMap<string, readonly number[]> | undefined;
}

/** The marks of a file that is edited: records come and go. Which records bear a mark is found out when it is asked for. */
export class LiveMarks {
  private readonly byRule = new Map<string, Map<string, LiveMark>>();
  private version = 0;
  private readonly firsts = new Map<string, Firsts>();

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

  /** The first records of a mark. */
  recordsOf(rule: string, key: string): readonly number[] {
    const { single, all } = this.firstsOf(rule);
    if (all || single.size >= MOST_SEARCHES) return this.firstRecords(rule).get(key) ?? [];
    const known = single.get(key) ?? this.findFirstRecords(rule, key).get(key) ?? [];
    single.set(key, known);
    return known;
  }

  /** The first records of every mark of a rule, in the order of the marks in the file. */
  private firstRecords(rule: string): ReadonlyMap<string, readonly number[]> {
    const firsts = this.firstsOf(rule);
    firsts.all ??= this.findFirstRecords(rule);
    return firsts.all;
  }

  private firstsOf(rule: string): Firsts {
    let known = this.firsts.get(rule);
    if (known?.version !== this.version) {
      known = { version: this.version, single: new Map(), all: undefined };
      this.firsts.set(rule, known);
    }
    return known;
  }

  /** @param only the one mark to look for; all of the rule's if absent */
  private findFirstRecords(rule: string, only?: string): Map<string, number[]> {
    const found = new Map<string, number[]>();
    const totals = this.byRule.get(rule);
    let open = only === undefined ? (totals?.size ?? 0) : 1;
    const bears = ({ analysis }: { analysis: Analysis | undefined }): boolean =>
      analysis?.marks.some((mark) => mark.rule === rule && (only === undefined || mark.key === only)) === true;
    for (const { piece, record } of this.pieces().placed(0, (weights) => weights[MARKS] === 0, bears)) {
      for (const mark of piece.analysis!.marks) {
        if (mark.rule !== rule || (only !== undefined && mark.key !== only)) continue;
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
    return this.marks.recordsOf(this.rule, this.key);
  }
}
