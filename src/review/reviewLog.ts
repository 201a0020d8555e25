import { readReviewLine, writeReviewLine, type ReviewLine } from './reviewLine';
import type { Verdict } from './verdict';

/** What holds of a record after all that was said of it. */
export interface Review {
  /** Null: none, or it was taken back. */
  readonly verdict: Verdict | null;
  readonly note: string;
  /** Who gave the verdict, or wrote the note where there is none; '' for somebody without a name. */
  readonly reviewer: string;
  /** When; ISO 8601. */
  readonly at: string;
}

/** The newest lines about a record. */
interface Newest {
  readonly verdict: ReviewLine | undefined;
  readonly note: ReviewLine | undefined;
}

/**
 * The lines of a file of reviews, added up: of each record the newest verdict and the newest note hold, by their times, in whatever order the lines stand.
 * So files that were merged line by line, in whatever way, say the same.
 */
export class ReviewLog {
  /** Lines that can't be read. */
  unreadable = 0;
  private readonly records = new Map<string, Newest>();

  /** Records that anything was ever said of. */
  get size(): number {
    return this.records.size;
  }

  /** Takes the text of one line; an empty one says nothing. */
  addText(text: string): void {
    // A byte order mark goes too.
    const trimmed = text.trim();
    if (trimmed === '') return;
    const line = readReviewLine(trimmed);
    if (line) this.add(line);
    else this.unreadable++;
  }

  add(line: ReviewLine): void {
    const known = this.records.get(line.record);
    const verdict = line.verdict === undefined ? known?.verdict : newer(known?.verdict, line);
    const note = line.note === undefined ? known?.note : newer(known?.note, line);
    this.records.set(line.record, { verdict, note });
  }

  /** What holds of a record; undefined if nothing was ever said of it. */
  of(key: string): Review | undefined {
    const newest = this.records.get(key);
    return newest && reviewOf(newest);
  }

  /** All that is known, by the records' keys. */
  *all(): Generator<readonly [key: string, review: Review]> {
    for (const [key, newest] of this.records) yield [key, reviewOf(newest)];
  }

  /** A time for a new line about a record, such that it is the newest one, also where another clock is ahead. */
  timeFor(key: string, now: number): string {
    const { verdict, note } = this.records.get(key) ?? {};
    const known = [verdict, note].map((line) => (line ? Date.parse(line.at) : -Infinity));
    return new Date(Math.max(now, ...known.map((time) => time + 1))).toISOString();
  }
}

/** Of lines of the same time the one whose text comes later, so that all who read them come to the same result. */
function newer(known: ReviewLine | undefined, line: ReviewLine): ReviewLine {
  if (!known) return line;
  const later = Date.parse(line.at) - Date.parse(known.at);
  return later > 0 || (later === 0 && writeReviewLine(line) > writeReviewLine(known)) ? line : known;
}

function reviewOf({ verdict, note }: Newest): Review {
  const given = verdict?.verdict ?? null;
  const text = note?.note ?? '';
  const source = given !== null ? verdict! : text !== '' ? note! : newer(verdict, note ?? verdict!);
  return { verdict: given, note: text, reviewer: source.reviewer, at: source.at };
}
