import { isFault, type Obstacle } from './obstacles';

/** Why some records can't go along, and which ones. */
export interface RefusalTotal {
  /** In the detail, `*` stands for indices in which the records differ. */
  readonly obstacle: Obstacle;
  readonly records: number;
  /** The first of them, 0-based. */
  readonly first: readonly number[];
}

/** How many records are named for each reason. */
const NAMED = 5;
/** Reasons that are told apart; further ones, such as keys that no two records share, are counted together. */
const MOST_REASONS = 1000;

interface Total {
  obstacle: Obstacle;
  records: number;
  readonly first: number[];
}

/** Adds up why records of a file can't go along. */
export class Refusals {
  private readonly totals = new Map<string, Total>();
  private count = 0;
  private hasLimits = false;

  /** Records that can't go along. */
  get records(): number {
    return this.count;
  }

  /** True if every one of them is broken: none is sound and only has no place in the new format. */
  get areFaults(): boolean {
    return !this.hasLimits;
  }

  /** @param record its index; records come in order */
  add(record: number, obstacle: Obstacle): void {
    this.count++;
    this.hasLimits ||= !isFault(obstacle);
    const detail = obstacle.detail?.replace(/\/\d+(?=\/|$)/g, '/*');
    const total = this.totalFor(`${obstacle.code} ${detail ?? ''}`, obstacle);
    if (!total) return;
    total.records++;
    if (total.obstacle.detail !== obstacle.detail) total.obstacle = { ...obstacle, detail };
    if (total.first.length < NAMED) total.first.push(record);
  }

  /** The most frequent reasons first. Their records may be fewer than {@link records}. */
  list(): RefusalTotal[] {
    return [...this.totals.values()].sort((a, b) => b.records - a.records || a.first[0]! - b.first[0]!);
  }

  private totalFor(key: string, obstacle: Obstacle): Total | undefined {
    const known = this.totals.get(key);
    if (known || this.totals.size >= MOST_REASONS) return known;
    const total: Total = { obstacle, records: 0, first: [] };
    this.totals.set(key, total);
    return total;
  }
}
