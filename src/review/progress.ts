import type { Verdict } from './verdict';

/** Numbers of records. */
export interface VerdictCounts {
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly needsWork: number;
}

/** Counts verdicts. */
export class VerdictCounter {
  private readonly counts = { accepted: 0, rejected: 0, 'needs-work': 0 };
  private records = 0;

  /** Takes in records; a negative number takes them away. */
  add(verdict: Verdict | null, records = 1): void {
    this.records += records;
    if (verdict !== null) this.counts[verdict] += records;
  }

  /** Some of the records that were taken in have another verdict. */
  change(from: Verdict | null, to: Verdict | null, records: number): void {
    this.add(from, -records);
    this.add(to, records);
  }

  get all(): VerdictCounts {
    const { accepted, rejected, 'needs-work': needsWork } = this.counts;
    return { records: this.records, accepted, rejected, needsWork };
  }
}
