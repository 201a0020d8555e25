import type { Counts, PlacedFinding } from '../../rules/placedFinding';
import type { FileResult } from '../../host/checkFile';
import { githubReporter } from './github';
import { jsonReporter } from './json';
import { prettyReporter } from './pretty';
import { sarifReporter } from './sarif';

/** Writes what is found while it is found, so that nothing piles up in memory. */
export interface Reporter {
  file(path: string): void;
  finding(path: string, finding: PlacedFinding): void;
  fileEnd(path: string, result: FileResult, counts: Counts): void;
  end(counts: Counts, files: number): void;
}

export type Write = (text: string) => void;

const reporters = {
  pretty: prettyReporter,
  json: jsonReporter,
  sarif: sarifReporter,
  github: githubReporter,
} satisfies Record<string, (write: Write) => Reporter>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as readonly ReporterName[];

export function createReporter(name: ReporterName, write: Write): Reporter {
  return reporters[name](write);
}
