import type { TaxonomyContent, TaxonomyType } from '../dataset/project';
import type { LabelReader, RecordLabels } from './labelReader';
import { isWithin, type TaskType } from './taskType';
import { Taxonomy, type TypeNode } from './taxonomy';

/** Levels that are told apart; what is below counts to the last of them. */
const MAX_LEVELS = 8;

/** What records add up to: numbers of records, of findings, and tokens. */
export interface Sums {
  readonly records: number;
  /** Records with a robustness marker. */
  readonly robust: number;
  readonly findings: number;
  /** Records whose tokens are known; the tokens are theirs. */
  readonly counted: number;
  readonly tokens: number;
  readonly trained: number;
}

export const NO_SUMS: Sums = { records: 0, robust: 0, findings: 0, counted: 0, tokens: 0, trained: 0 };

/** The records that have the same labels. */
export interface LabelTotal {
  readonly labels: RecordLabels;
  readonly sums: Sums;
  /** Knows the types of the records' own project, where there are several; else what is known is what the joined taxonomy has. */
  readonly reader?: Pick<LabelReader, 'faultOf'>;
}

/** The records of a type, with those of the types below it. */
export interface CoverageNode {
  readonly type: TaskType;
  readonly sums: Sums;
  /** The records that have this very type, where there are types below it; null elsewhere. */
  readonly own: Sums | null;
  /** What the taxonomy says of the type. */
  readonly about: TaxonomyType | undefined;
  readonly children: readonly CoverageNode[];
}

/** How the records of a dataset, or of several, are spread over task types. A record with several types counts once for each. */
export interface Coverage {
  readonly all: Sums;
  /** Records without a task type. */
  readonly untagged: Sums;
  /** Records with a type that the taxonomy doesn't have, and these types, those with the most records first. */
  readonly unknown: Sums;
  readonly unknownTypes: readonly CoverageNode[];
  /** The types of the taxonomy, in its order; without a taxonomy those of the records. */
  readonly types: readonly CoverageNode[];
}

/** Adds up records, those with equal labels together. */
export class LabelTotals {
  private readonly totals = new Map<RecordLabels, { -readonly [Key in keyof Sums]: number }>();

  /** @param counted the record's tokens, if they are known */
  add(labels: RecordLabels, findings: number, counted: Pick<Sums, 'tokens' | 'trained'> | undefined): void {
    let sums = this.totals.get(labels);
    if (!sums) this.totals.set(labels, (sums = { ...NO_SUMS }));
    sums.records++;
    if (labels.kinds.length > 0) sums.robust++;
    sums.findings += findings;
    if (!counted) return;
    sums.counted++;
    sums.tokens += counted.tokens;
    sums.trained += counted.trained;
  }

  get list(): readonly LabelTotal[] {
    return [...this.totals].map(([labels, sums]) => ({ labels, sums }));
  }
}

export function addSums(a: Sums, b: Sums): Sums {
  return {
    records: a.records + b.records,
    robust: a.robust + b.robust,
    findings: a.findings + b.findings,
    counted: a.counted + b.counted,
    tokens: a.tokens + b.tokens,
    trained: a.trained + b.trained,
  };
}

/** How records with these labels are spread over the task types. */
export function coverageOf(totals: Iterable<LabelTotal>, content: TaxonomyContent | undefined): Coverage {
  const taxonomy = content && new Taxonomy(content);
  const known = new Branch([]);
  for (const node of taxonomy?.roots ?? []) known.plant(node);
  const strange = new Branch([]);
  let [all, untagged, unknown] = [NO_SUMS, NO_SUMS, NO_SUMS];
  for (const { labels, sums, reader } of totals) {
    all = addSums(all, sums);
    if (labels.types.length === 0) untagged = addSums(untagged, sums);
    const isKnown = (type: TaskType): boolean =>
      reader ? reader.faultOf(type) !== 'unknown' : !taxonomy || taxonomy.find(type) !== undefined;
    const foreign = labels.types.filter((type) => !isKnown(type));
    if (foreign.length > 0) unknown = addSums(unknown, sums);
    known.add(labels.types.filter(isKnown), sums);
    strange.add(foreign, sums);
  }
  const unknownTypes = strange.leaves.sort((a, b) => b.sums.records - a.sums.records);
  return { all, untagged, unknown, unknownTypes, types: known.children };
}

/** One taxonomy of those of several projects; what the first of them says of a type counts. */
export function joinedTaxonomy(contents: readonly TaxonomyContent[]): TaxonomyContent | undefined {
  const [first, ...others] = contents;
  return first && others.reduce((joined, other) => ({ types: joinedTypes(joined.types, other.types) }), first);
}

function joinedTypes(types: readonly TaxonomyType[], more: readonly TaxonomyType[]): readonly TaxonomyType[] {
  const named = new Map(types.map((type) => [type.name, type]));
  for (const type of more) {
    const own = named.get(type.name);
    if (!own) named.set(type.name, type);
    else if (type.types) named.set(type.name, { ...own, types: joinedTypes(own.types ?? [], type.types) });
  }
  return [...named.values()];
}

/** A type and those below it, while records are added. */
class Branch {
  private sums = NO_SUMS;
  private own = NO_SUMS;
  private about: TaxonomyType | undefined;
  private readonly branches = new Map<string, Branch>();

  constructor(private readonly type: TaskType) {}

  /** Makes the branch of a type of the taxonomy, which may stay without records. */
  plant(node: TypeNode): void {
    const branch = this.below(node.about.name);
    branch.about ??= node.about;
    for (const child of node.children) branch.plant(child);
  }

  /** Adds records that have these types; types that share an upper level count once for it. */
  add(types: readonly TaskType[], sums: Sums): void {
    const passed = new Set<Branch>();
    const ends = new Set<Branch>();
    for (const type of types) {
      let branch = this as Branch;
      for (const name of type.slice(0, MAX_LEVELS)) {
        branch = branch.below(name);
        passed.add(branch);
      }
      ends.add(branch);
    }
    for (const branch of passed) branch.sums = addSums(branch.sums, sums);
    for (const branch of ends) branch.own = addSums(branch.own, sums);
  }

  get children(): CoverageNode[] {
    return [...this.branches.values()].map((branch) => branch.node);
  }

  /** The types that records have, without those above them. */
  get leaves(): CoverageNode[] {
    const below = [...this.branches.values()].flatMap((branch) => branch.leaves);
    const { type, own, about } = this;
    return own.records > 0 ? [{ type, sums: own, own: null, about, children: [] }, ...below] : below;
  }

  private get node(): CoverageNode {
    const { type, sums, about, children } = this;
    return { type, sums, own: children.length > 0 ? this.own : null, about, children };
  }

  private below(name: string): Branch {
    let branch = this.branches.get(name);
    if (!branch) this.branches.set(name, (branch = new Branch([...this.type, name])));
    return branch;
  }
}

/** Which records are meant: those that no type is known of, those that can't be read, or those of a type. */
export type RecordChoice =
  | { readonly kind: 'all' | 'untagged' | 'unknown' | 'robust' }
  /** `isExact`: this very type; else those below it too. */
  | { readonly kind: 'type'; readonly type: TaskType; readonly isExact: boolean };

/** True for the labels of a record that is meant. */
export function isChosen({ types, kinds, faults }: RecordLabels, choice: RecordChoice): boolean {
  switch (choice.kind) {
    case 'all':
      return true;
    case 'untagged':
      return types.length === 0;
    case 'unknown':
      return faults.includes('unknown');
    case 'robust':
      return kinds.length > 0;
    case 'type': {
      const { type: wanted, isExact } = choice;
      return types.some((type) => isWithin(type, wanted) && (!isExact || type.length === wanted.length));
    }
  }
}
