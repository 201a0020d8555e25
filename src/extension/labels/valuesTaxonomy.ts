import type { TaxonomyContent, TaxonomyType } from '../../dataset/project';
import type { CoverageRow } from '../../protocol/coverage';

/** A taxonomy of the types that records have, those with most records first. */
export function taxonomyOfValues(rows: readonly CoverageRow[]): TaxonomyContent {
  return { types: typesOf(rows) };
}

function typesOf(rows: readonly CoverageRow[]): TaxonomyType[] {
  return [...rows]
    .sort((a, b) => b.sums.records - a.sums.records)
    .map(({ type, children }) => ({
      name: type.at(-1)!,
      ...(children.length > 0 ? { types: typesOf(children) } : {}),
    }));
}
