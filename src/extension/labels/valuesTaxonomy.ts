import type { TaxonomyContent, TaxonomyType } from '../../dataset/project';
import type { CoverageResult, CoverageRow } from '../../protocol/coverage';

/** A level of the types that records have. */
interface Level {
  records: number;
  readonly below: Map<string, Level>;
}

/** A taxonomy of the types that records have, those with most records first; also of those that a taxonomy which is there doesn't have. */
export function taxonomyOfValues({
  types,
  unknownTypes,
}: Pick<CoverageResult, 'types' | 'unknownTypes'>): TaxonomyContent {
  const top: Level = { records: 0, below: new Map() };
  const add = ({ type, sums, children }: CoverageRow): void => {
    children.forEach(add);
    const own = sums.records - children.reduce((count, child) => count + child.sums.records, 0);
    if (sums.records > 0) addType(top, type, Math.max(0, own));
  };
  [...types, ...unknownTypes].forEach(add);
  return { types: typesOf(top) };
}

function addType(top: Level, type: readonly string[], records: number): void {
  let level = top;
  for (const name of type) {
    let next = level.below.get(name);
    if (!next) level.below.set(name, (next = { records: 0, below: new Map() }));
    next.records += records;
    level = next;
  }
}

function typesOf({ below }: Level): TaxonomyType[] {
  return [...below]
    .sort(([, a], [, b]) => b.records - a.records)
    .map(([name, level]) => ({ name, ...(level.below.size > 0 ? { types: typesOf(level) } : {}) }));
}
