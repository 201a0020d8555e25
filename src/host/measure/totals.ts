import { answerCut } from '../../rules/length/answerCut';
import { eosLost } from '../../rules/length/eosLost';
import { nothingTrained } from '../../rules/length/nothingTrained';
import { turnDropped } from '../../rules/length/turnDropped';
import type { Measure } from '../../tokens/meter';
import type { Histogram } from './percentiles';

/** The rules that tell what the cutoff takes away. */
export const losses = [answerCut, eosLost, turnDropped, nothingTrained] as const;

/** A measured record with its place. */
export interface Measured {
  /** Index of the record and the line on which it begins, both 0-based. */
  readonly record: number;
  readonly line: number;
  readonly measure: Measure;
  /** It is no valid JSON. */
  readonly isUnreadable: boolean;
}

/** A record with something to tell of it; `line` is 0-based. */
export interface Told {
  readonly line: number;
  readonly reason: string;
}

/** `record` and `line` are 0-based. */
export interface LongRecord {
  readonly record: number;
  readonly line: number;
  readonly tokens: number;
}

/**
 * What is added up. Of a preference pair the chosen answer counts.
 *
 * - `tokens`, `trained`, `kept`, `keptTrained`: as in {@link Measure}.
 * - `overCutoff`: records with more tokens than the cutoff, on the chosen or the rejected side.
 * - `failed`: with those that are no valid JSON, which are also `unreadable`.
 * - `approximate`: records of which `trained` is an estimate.
 */
const sums = {
  records: () => 1,
  tokens: ({ measure }) => measure.tokens,
  trained: ({ measure }) => measure.trained,
  kept: ({ measure }) => measure.kept,
  keptTrained: ({ measure }) => measure.keptTrained,
  overCutoff: ({ measure }, cutoff) => (isOver(measure, cutoff) ? 1 : 0),
  dropped: ({ measure }) => (measure.status === 'dropped' ? 1 : 0),
  failed: ({ measure }) => (measure.status === 'failed' ? 1 : 0),
  unreadable: ({ isUnreadable }) => (isUnreadable ? 1 : 0),
  approximate: ({ measure }) => (measure.approximate ? 1 : 0),
} as const satisfies Record<string, (measured: Measured, cutoff: number | null) => number>;

const sumNames = Object.keys(sums) as (keyof typeof sums)[];

/** What records add up to. Every list is short, however many records there are. */
export interface Totals extends Readonly<Record<keyof typeof sums, number>> {
  /** In how many records each of {@link losses} finds something, in their order. */
  readonly lost: readonly number[];
  /** Numbers of tokens of all records but the failed ones. */
  readonly lengths: Histogram;
  readonly longest: readonly LongRecord[];
  readonly firstDropped: readonly Told[];
  readonly firstFailed: readonly Told[];
  readonly firstUnreadable: readonly Told[];
}

/** How many of the longest records and of the first reasons are kept. */
const LISTED = 5;

/** The totals of some records. */
export function totalsOf(records: readonly Measured[], cutoff: number | null): Totals {
  const first = (condition: (measured: Measured) => boolean): Told[] =>
    records
      .filter(condition)
      .slice(0, LISTED)
      .map(({ line, measure }) => ({ line, reason: measure.reason ?? '' }));
  return {
    ...mapSums((name) => records.reduce((sum, measured) => sum + sums[name](measured, cutoff), 0)),
    lost: losses.map((rule) => records.filter(({ measure }) => hasLoss(rule, measure, cutoff)).length),
    lengths: histogramOf(records),
    longest: longestOf(records.map(({ record, line, measure: { tokens } }) => ({ record, line, tokens }))),
    firstDropped: first(({ measure }) => measure.status === 'dropped'),
    firstFailed: first(({ measure }) => measure.status === 'failed'),
    firstUnreadable: first(({ isUnreadable }) => isUnreadable),
  };
}

/** Adds the totals of the parts of a file, in their order. */
export class TotalsSum {
  private readonly lengths = new Map<number, number>();
  private sum: Totals = { ...totalsOf([], null), lengths: this.lengths };

  get total(): Totals {
    return this.sum;
  }

  add(part: Totals): void {
    const { sum } = this;
    for (const [tokens, count] of part.lengths) this.lengths.set(tokens, (this.lengths.get(tokens) ?? 0) + count);
    this.sum = {
      ...mapSums((name) => sum[name] + part[name]),
      lost: sum.lost.map((count, i) => count + part.lost[i]!),
      lengths: this.lengths,
      longest: longestOf([...sum.longest, ...part.longest]),
      firstDropped: [...sum.firstDropped, ...part.firstDropped].slice(0, LISTED),
      firstFailed: [...sum.firstFailed, ...part.firstFailed].slice(0, LISTED),
      firstUnreadable: [...sum.firstUnreadable, ...part.firstUnreadable].slice(0, LISTED),
    };
  }
}

function mapSums(value: (name: keyof typeof sums) => number): Record<keyof typeof sums, number> {
  return Object.fromEntries(sumNames.map((name) => [name, value(name)])) as Record<keyof typeof sums, number>;
}

function isOver({ tokens, rejected }: Measure, cutoff: number | null): boolean {
  return cutoff !== null && Math.max(tokens, rejected?.tokens ?? 0) > cutoff;
}

/** A record that is whole has lost nothing: that it never had a trained token is nothing that the cutoff did. */
function hasLoss(rule: (typeof losses)[number], measure: Measure, cutoff: number | null): boolean {
  if (measure.status !== 'kept' || measure.kept === measure.tokens) return false;
  let found = false;
  rule.lengths?.({ measure, cutoff }, () => (found = true));
  return found;
}

function histogramOf(records: readonly Measured[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const { measure } of records) {
    if (measure.status !== 'failed') histogram.set(measure.tokens, (histogram.get(measure.tokens) ?? 0) + 1);
  }
  return histogram;
}

function longestOf(records: readonly LongRecord[]): LongRecord[] {
  return records
    .filter(({ tokens }) => tokens > 0)
    .sort((a, b) => b.tokens - a.tokens || a.record - b.record)
    .slice(0, LISTED);
}
