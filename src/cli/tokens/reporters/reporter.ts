import type { RecordText } from '../../../host/measure/recordText';
import type { Totals } from '../../../host/measure/totals';
import { csvReporter } from './csv';
import { jsonReporter } from './json';
import { prettyReporter } from './pretty';

/** How a file is measured, as it is told. */
export interface MeasuredWith {
  /** A bundled id, a folder or a hub id. */
  readonly tokenizer: string;
  /** Null: the plain text is counted. */
  readonly template: string | null;
  /** The trainer's id. */
  readonly target: string | null;
  /** Tokens that a record may have; null if nothing is cut. */
  readonly cutoff: number | null;
  readonly exact: boolean;
}

/** Says what is to be written, while files are measured: nothing piles up in memory. */
export interface TokensReporter {
  /** How records are written out; undefined if only totals are shown. */
  readonly recordText: RecordText | undefined;
  file(path: string, measuredWith: MeasuredWith): string;
  /** @param text some records, as {@link recordText} has them */
  records(text: string): string;
  fileEnd(totals: Totals): string;
  end(): string;
}

const reporters = {
  pretty: prettyReporter,
  json: jsonReporter,
  csv: csvReporter,
} satisfies Record<string, () => TokensReporter>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as readonly ReporterName[];

export function createReporter(name: ReporterName): TokensReporter {
  return reporters[name]();
}
