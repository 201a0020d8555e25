import * as l10n from '@vscode/l10n';
import type { RunReport } from '../../probe/report/report';
import { reportCsv, reportMarkdown, summaryOf } from '../../probe/report/reportText';
import { reportTables } from '../../probe/report/reportTable';
import { displayWidth, padEnd, padStart } from '../displayWidth';
import { printable } from '../reporters/printable';
import type { ThresholdResult } from './thresholds';

/** What a run came to. */
export interface ProbedFile {
  readonly path: string;
  /** Where the results lie. */
  readonly results: string;
  readonly report: RunReport;
  /** Id of the run that it is compared with. */
  readonly comparedWith: string | null;
  readonly thresholds: readonly ThresholdResult[];
  /** Errors with how often each came, the most frequent first. */
  readonly faults: readonly { readonly message: string; readonly count: number }[];
}

const reporters = { pretty: prettyText, json: jsonText, markdown: markdownText, csv: csvText } satisfies Record<
  string,
  (files: readonly ProbedFile[]) => string
>;

export type ProbeReporter = keyof typeof reporters;

export const probeReporters = Object.keys(reporters) as readonly ProbeReporter[];

export function probeText(reporter: ProbeReporter, files: readonly ProbedFile[]): string {
  return reporters[reporter](files);
}

function jsonText(files: readonly ProbedFile[]): string {
  return `${JSON.stringify({ files }, null, 2)}\n`;
}

function csvText(files: readonly ProbedFile[]): string {
  return files
    .map(({ report }, i) => (i === 0 ? reportCsv(report) : reportCsv(report).replace(/^.*\r\n/, '')))
    .join('');
}

function markdownText(files: readonly ProbedFile[]): string {
  const parts = files.map(({ report, thresholds }) => {
    const lines = thresholds.map((result) => `- ${thresholdText(result)}`);
    return [reportMarkdown(report), ...(lines.length > 0 ? [lines.join('\n'), ''] : [])].join('\n');
  });
  return parts.join('\n');
}

function prettyText(files: readonly ProbedFile[]): string {
  return files.map(fileText).join('\n');
}

function fileText({ path, results, report, thresholds, faults }: ProbedFile): string {
  const parts = [
    summaryOf(report).map(printable).join('\n'),
    ...reportTables(report).map(({ head, rows }) => table([head, ...rows].map((cells) => cells.map(printable)))),
    l10n.t('± is the standard error of the mean; (n): only n of the calls could be measured.'),
    ...(faults.length > 0 ? [faults.map(({ message, count }) => `${count} × ${printable(message)}`).join('\n')] : []),
    ...(thresholds.length > 0 ? [thresholds.map(thresholdText).map(printable).join('\n')] : []),
    l10n.t('All calls: {0}', printable(results)),
  ];
  return `${printable(path)}\n\n${parts.join('\n\n')}\n`;
}

/** `✓ exact 0.83 ≥ 0.8 (sft-2)`. */
export function thresholdText({ measure, isUpper, wanted, value, isMet, endpoint }: ThresholdResult): string {
  if (value === null) return l10n.t('✗ {0} is not measured ({1})', measure, endpoint);
  const isWithin = isUpper ? value <= wanted : value >= wanted;
  const sign = isUpper ? (isWithin ? '≤' : '>') : isWithin ? '≥' : '<';
  const text = `${isMet ? '✓' : '✗'} ${measure} ${Number(value.toFixed(4))} ${sign} ${wanted} (${endpoint})`;
  return isWithin && !isMet ? l10n.t('{0}, but calls failed or were cut off', text) : text;
}

function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i]!))));
  const padded = (line: readonly string[]): string =>
    line.map((cell, i) => (i === 0 ? padEnd(cell, widths[i]!) : padStart(cell, widths[i]!))).join('  ');
  return lines.map((line) => padded(line).trimEnd()).join('\n');
}
