import { VerdictCounter, type VerdictCounts } from './progress';
import type { Review, ReviewLog } from './reviewLog';
import type { Verdict } from './verdict';

/** Records that are named in a report. */
const MAX_OPEN = 200;

/** How the review of a file stands. */
export interface ReviewReport {
  readonly progress: VerdictCounts;
  /** Records with a verdict or a note that are not in the file any more, or say something else now. */
  readonly stale: number;
  /** Lines of the file of reviews that can't be read. */
  readonly unreadable: number;
  readonly types: readonly ReviewRow[];
  readonly reviewers: readonly ReviewRow[];
  /** The first records that ask for something: those that need work, and those that are rejected. */
  readonly open: readonly OpenRecord[];
}
export interface ReviewRow extends VerdictCounts {
  /** A task type or a reviewer; '' for records without a task type, and for reviewers without a name. */
  readonly name: string;
}
export interface OpenRecord {
  /** 0-based. */
  readonly record: number;
  readonly verdict: Verdict;
  readonly note: string;
  /** How the record begins, for people. */
  readonly preview: string;
}

/** Adds up what was said of a file's records, which it takes one by one, in their order. */
export class ReportMaker {
  private readonly all = new VerdictCounter();
  private readonly types = new Rows();
  private readonly reviewers = new Rows();
  private readonly open: OpenRecord[] = [];
  private readonly seen = new Set<string>();
  private records = 0;

  constructor(private readonly log: ReviewLog) {}

  /**
   * @param key the record's
   * @param types its task types; one with several counts for each of them
   * @param preview tells how it begins
   */
  add(key: string, types: readonly string[], preview: () => string): void {
    const record = this.records++;
    const review = this.log.of(key);
    const verdict = review?.verdict ?? null;
    if (review) this.seen.add(key);
    this.all.add(verdict);
    for (const type of types.length > 0 ? types : ['']) this.types.of(type).add(verdict);
    if (!review || verdict === null) return;
    this.reviewers.of(review.reviewer).add(verdict);
    if (verdict !== 'accepted' && this.open.length < MAX_OPEN) {
      this.open.push({ record, verdict, note: review.note, preview: preview() });
    }
  }

  result(): ReviewReport {
    let stale = 0;
    for (const [key, review] of this.log.all()) if (holds(review) && !this.seen.has(key)) stale++;
    return {
      ...{ progress: this.all.all, stale, unreadable: this.log.unreadable },
      ...{ types: this.types.list(), reviewers: this.reviewers.list(), open: this.open },
    };
  }
}

function holds({ verdict, note }: Review): boolean {
  return verdict !== null || note !== '';
}

/** Counts by name. */
class Rows {
  private readonly counters = new Map<string, VerdictCounter>();

  of(name: string): VerdictCounter {
    let counter = this.counters.get(name);
    if (!counter) this.counters.set(name, (counter = new VerdictCounter()));
    return counter;
  }

  /** The most records first; those without a name last. */
  list(): ReviewRow[] {
    const rows = [...this.counters].map(([name, counter]) => ({ name, ...counter.all }));
    return rows.sort(
      (a, b) => Number(a.name === '') - Number(b.name === '') || b.records - a.records || (a.name < b.name ? -1 : 1),
    );
  }
}
