import type { Range } from 'vscode-languageserver-types';

/** Which files are looked at. */
export type CoverageScope =
  | { readonly kind: 'files'; readonly uris: readonly string[] }
  /** The datasets in the workspace's folders, open or not. */
  | { readonly kind: 'workspace' };

/** Client → server: how records are spread over task types. Progress and cancelling go through the request's work-done token. */
export const GetCoverage = { method: 'tuneset/coverage' } as const;
export interface CoverageParams {
  readonly scope: CoverageScope;
}
export interface CoverageResult {
  /** Datasets that were read. */
  readonly files: number;
  /** Files that the numbers are without: how many, and the first of them with the reason for people. */
  readonly leftOut: LeftOutFiles;
  readonly hasTaxonomy: boolean;
  readonly all: CoverageSums;
  readonly untagged: CoverageSums;
  /** Records with a type that the taxonomy doesn't have. */
  readonly unknown: CoverageSums;
  readonly unknownTypes: readonly CoverageRow[];
  readonly types: readonly CoverageRow[];
  /** Types that are not told because there are too many. */
  readonly typesLeft: number;
  /** Records that can't be read; they are in none of the other numbers. */
  readonly unreadable: number;
}
export interface LeftOutFiles {
  readonly count: number;
  readonly first: readonly { readonly uri: string; readonly reason: string }[];
}
/** Numbers of records, of findings, and tokens. */
export interface CoverageSums {
  readonly records: number;
  /** With a robustness marker. */
  readonly robust: number;
  readonly findings: number;
  /** Records whose tokens are known; the tokens are theirs. */
  readonly counted: number;
  readonly tokens: number;
  readonly trained: number;
}
export interface CoverageRow {
  /** The names of its levels, the first level first. */
  readonly type: readonly string[];
  /** As it stands in a record. */
  readonly text: string;
  readonly sums: CoverageSums;
  /** Of records that have this very type and none of those below; null where there are none below. */
  readonly own: CoverageSums | null;
  readonly description: string | null;
  /** The part of the tagged records that it should have, from 0 to 1. */
  readonly target: number | null;
  /** It has too many records for its target, or too few. */
  readonly missed: 'over' | 'under' | null;
  readonly children: readonly CoverageRow[];
}

/** Server → client: what coverage tells may be different now. It comes a moment after the change, and not for each. */
export const CoverageChanged = { method: 'tuneset/coverageChanged' } as const;

/** Which records are meant. */
export type RecordChoice =
  | { readonly kind: 'all' | 'untagged' | 'unknown' | 'robust' }
  | { readonly kind: 'unreadable' }
  /** `isExact`: this very type; else those below it too. */
  | { readonly kind: 'type'; readonly type: readonly string[]; readonly isExact: boolean };

/** Client → server: records of a kind, in the order of the files. Progress and cancelling as for {@link GetCoverage}. */
export const ListRecords = { method: 'tuneset/listRecords' } as const;
export interface ListRecordsParams extends CoverageParams {
  readonly choice: RecordChoice;
  /** How many records are passed over, and how many are wanted at most. */
  readonly from: number;
  readonly limit: number;
}
export interface RecordList {
  readonly records: readonly ListedRecord[];
  /** There are more. */
  readonly hasMore: boolean;
}
export interface ListedRecord {
  readonly uri: string;
  /** 0-based. */
  readonly record: number;
  readonly range: Range;
  /** The first words of the prompt. */
  readonly preview: string;
  readonly types: readonly string[];
  /** Of the robustness marker. */
  readonly kinds: readonly string[];
  readonly findings: number;
}
