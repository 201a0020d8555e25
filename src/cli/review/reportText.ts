import * as l10n from '@vscode/l10n';
import type { ReviewReport, ReviewRow } from '../../review/report';
import type { Verdict } from '../../review/verdict';
import { formatNumber } from '../../rules/length/formatNumber';
import { displayWidth, padEnd, padStart } from '../displayWidth';
import { printable } from '../reporters/printable';

/** How the review of a file stands. */
export type FileReport = ReviewReport & { readonly path: string };

const reporters = { pretty: prettyText, json: jsonText } satisfies Record<
  string,
  (reports: readonly FileReport[]) => string
>;

export type ReportReporter = keyof typeof reporters;

export const reportReporters = Object.keys(reporters) as readonly ReportReporter[];

export function reportText(reporter: ReportReporter, reports: readonly FileReport[]): string {
  return reporters[reporter](reports);
}

function jsonText(reports: readonly FileReport[]): string {
  return `${JSON.stringify({ files: reports }, null, 2)}\n`;
}

function prettyText(reports: readonly FileReport[]): string {
  return reports.map(fileText).join('\n');
}

function fileText({ path, progress, types, reviewers, open, stale, unreadable }: FileReport): string {
  const notes = [
    stale > 0 && l10n.t('Reviews of records that are not in the file any more, or say something else now: {0}', stale),
    unreadable > 0 && l10n.t('Lines of the file of reviews that can’t be read: {0}', unreadable),
  ].filter((note) => note !== false);
  const parts = [
    table(l10n.t('task type'), types, l10n.t('(no task type)'), { name: l10n.t('all records'), ...progress }),
    ...(reviewers.length > 0 ? [table(l10n.t('reviewer'), reviewers, l10n.t('(no name)'))] : []),
    ...(open.length > 0 ? [open.map(openText).join('\n')] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ];
  return `${printable(path)}\n\n${parts.join('\n\n')}\n`;
}

function openText({ record, verdict, note, preview }: ReviewReport['open'][number]): string {
  const said = [verdictText(verdict), preview, note].filter((text) => text !== '').map(printable);
  return l10n.t('record {0}: {1}', record + 1, said.join(' · '));
}

function table(title: string, rows: readonly ReviewRow[], nameless: string, last?: ReviewRow): string {
  const head = [title, l10n.t('records'), ...(['accepted', 'rejected', 'needs-work'] as const).map(verdictText)];
  const named = rows.map((row) => ({ ...row, name: row.name === '' ? nameless : printable(row.name) }));
  const cells = [...named, ...(last ? [last] : [])].map(({ name, records, accepted, rejected, needsWork }) => [
    name,
    ...[records, accepted, rejected, needsWork].map(formatNumber),
  ]);
  const lines = [head, ...cells];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i]!))));
  const padded = (line: readonly string[]): string =>
    line.map((cell, i) => (i === 0 ? padEnd(cell, widths[i]!) : padStart(cell, widths[i]!))).join('  ');
  return lines.map(padded).join('\n');
}

function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'accepted':
      return l10n.t('accepted');
    case 'rejected':
      return l10n.t({ message: 'rejected', comment: ['verdict of a review'] });
    case 'needs-work':
      return l10n.t('needs work');
  }
}
