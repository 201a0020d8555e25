import type { CoverageResult, CoverageRow, CoverageSums, RecordChoice } from '../../protocol/coverage';

/** In which order types are shown. */
export const ORDERS = ['taxonomy', 'records', 'deviation', 'tokens', 'findings', 'name'] as const;
export type Order = (typeof ORDERS)[number];

/** A line of the view. `unknown` and `type` have lines below them. */
export type CoverageItem =
  | SummingItem<'all'>
  | SummingItem<'untagged'>
  | SummingItem<'unknown'>
  | { readonly kind: 'unreadable'; readonly records: number; readonly children: readonly [] }
  | {
      readonly kind: 'type';
      readonly row: CoverageRow;
      readonly sums: CoverageSums;
      readonly isUnknown: boolean;
      readonly children: readonly CoverageItem[];
    }
  /** The records of a type that have none of the types below it. */
  | { readonly kind: 'own'; readonly row: CoverageRow; readonly sums: CoverageSums; readonly children: readonly [] };

interface SummingItem<Kind> {
  readonly kind: Kind;
  readonly sums: CoverageSums;
  readonly children: readonly CoverageItem[];
}

/**
 * The lines of the view: what needs a person's hand first, then the types.
 *
 * @param filter what the text of a type has in it, in whatever case; the types above it are shown too
 */
export function coverageItems(result: CoverageResult, order: Order, filter: string): CoverageItem[] {
  const { all, untagged, unknown, unreadable } = result;
  const wanted = filter.trim().toLowerCase();
  const shown = { order, deviation: (row: CoverageRow) => deviationOf(row, result) };
  const types = typeItems(result.types, shown, wanted, false);
  const unknownTypes = typeItems(result.unknownTypes, shown, wanted, true);
  const items: CoverageItem[] = [];
  if (wanted === '') items.push({ kind: 'all', sums: all, children: [] });
  if (wanted === '' && unreadable > 0) items.push({ kind: 'unreadable', records: unreadable, children: [] });
  if (wanted === '' && untagged.records > 0) items.push({ kind: 'untagged', sums: untagged, children: [] });
  if (unknownTypes.length > 0) items.push({ kind: 'unknown', sums: unknown, children: unknownTypes });
  return [...items, ...types];
}

/** Which records a line stands for. */
export function choiceOf(item: CoverageItem): RecordChoice {
  if (item.kind === 'type' || item.kind === 'own') {
    return { kind: 'type', type: item.row.type, isExact: item.kind === 'own' || item.isUnknown };
  }
  return { kind: item.kind };
}

/** What is the same for a line whatever its numbers are. */
export function idOf(item: CoverageItem): string {
  if (item.kind === 'type') return JSON.stringify([item.isUnknown ? 'unknownType' : 'type', item.row.type]);
  return item.kind === 'own' ? JSON.stringify(['own', item.row.type]) : item.kind;
}

/** A part of the tagged records, from 0 to 1. */
export function shareOf({ records }: CoverageSums, { all, untagged }: CoverageResult): number {
  return records / Math.max(1, all.records - untagged.records);
}

/** The order, and how far a type is off its target. */
interface Ordering {
  readonly order: Order;
  readonly deviation: (row: CoverageRow) => number;
}

function typeItems(
  rows: readonly CoverageRow[],
  ordering: Ordering,
  wanted: string,
  isUnknown: boolean,
): CoverageItem[] {
  const items = rows.flatMap((row): CoverageItem[] => {
    const isMeant = row.text.toLowerCase().includes(wanted);
    const below = typeItems(row.children, ordering, isMeant ? '' : wanted, isUnknown);
    if (!isMeant && below.length === 0) return [];
    const own: CoverageItem[] =
      isMeant && row.own && row.own.records > 0 ? [{ kind: 'own', row, sums: row.own, children: [] }] : [];
    return [{ kind: 'type', row, sums: row.sums, isUnknown, children: [...own, ...below] }];
  });
  const keyed = items.map((item) => ({ item, key: keyOf(item, ordering) }));
  return keyed
    .sort((a, b) => b.key - a.key || (ordering.order === 'name' ? byName(a.item, b.item) : 0))
    .map(({ item }) => item);
}

/** What lines are ordered by, the largest first. */
function keyOf(item: CoverageItem, { order, deviation }: Ordering): number {
  if (item.kind !== 'type') return Infinity;
  const { sums, row } = item;
  if (order === 'records') return sums.records;
  if (order === 'tokens') return sums.tokens;
  if (order === 'findings') return sums.findings;
  return order === 'deviation' ? deviation(row) : 0;
}

/** How far a type is off its target, as a part of the target; types without a target come last. */
function deviationOf(row: CoverageRow, result: CoverageResult): number {
  if (row.target === null) return -1;
  return Math.abs(shareOf(row.sums, result) - row.target) / Math.max(row.target, 0.001);
}

function byName(a: CoverageItem, b: CoverageItem): number {
  const [one, other] = [a, b].map((item) => (item.kind === 'type' ? item.row.text : ''));
  return one!.localeCompare(other!);
}
