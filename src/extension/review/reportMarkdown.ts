import * as vscode from 'vscode';
import type { ReviewProgress, ReviewReport, ReviewRow, Verdict } from '../../protocol/review';
import { escapeMarkdown } from '../tokens/escapeMarkdown';
import { formatNumber, formatPercent } from '../tokens/formatNumber';
import { verdictText } from './verdictText';

/** A report of a file's review for people. Texts of the data are no Markdown in it, whatever they say. */
export function reportMarkdown(name: string, report: ReviewReport): string {
  const { progress, types, reviewers, open, stale, unreadable } = report;
  const verdicts = progress.accepted + progress.rejected + progress.needsWork;
  const notes = [
    stale > 0 &&
      vscode.l10n.t('Reviews of records that are not in the file any more, or say something else now: {0}', stale),
    unreadable > 0 && vscode.l10n.t('Lines of the file of reviews that can’t be read: {0}', unreadable),
  ].filter((note) => note !== false);
  const parts = [
    `# ${vscode.l10n.t('Review of {0}', escapeMarkdown(name))}`,
    vscode.l10n.t(
      'Reviewed: {0} of {1} records ({2})',
      formatNumber(verdicts),
      formatNumber(progress.records),
      share(verdicts, progress.records),
    ),
    table(vscode.l10n.t('All'), [{ name: '', ...progress }], () => ''),
    ...notes,
    `## ${vscode.l10n.t('Task types')}`,
    table(vscode.l10n.t('Task type'), types, (type) => type || vscode.l10n.t('(no task type)')),
  ];
  if (reviewers.length > 0) {
    parts.push(
      `## ${vscode.l10n.t('Reviewers')}`,
      table(vscode.l10n.t('Reviewer'), reviewers, (reviewer) => reviewer || vscode.l10n.t('(no name)')),
    );
  }
  parts.push(...openParts(open, progress));
  return `${parts.join('\n\n')}\n`;
}

function openParts(open: ReviewReport['open'], { rejected, needsWork }: ReviewProgress): string[] {
  const parts: string[] = [];
  for (const verdict of ['needs-work', 'rejected'] as const satisfies readonly Verdict[]) {
    const records = open.filter((each) => each.verdict === verdict);
    const count = verdict === 'rejected' ? rejected : needsWork;
    if (count === 0) continue;
    parts.push(`## ${verdictText(verdict)} (${formatNumber(count)})`);
    if (records.length > 0) parts.push(records.map(openLine).join('\n'));
    const more = count - records.length;
    if (more > 0) parts.push(vscode.l10n.t('and {0} more', formatNumber(more)));
  }
  return parts;
}

function openLine({ record, note, preview }: ReviewReport['open'][number]): string {
  const text = `${vscode.l10n.t('Record {0}', formatNumber(record + 1))}: ${escapeMarkdown(preview)}`;
  return note === '' ? `- ${text}` : `- ${text}  \n  **${escapeMarkdown(note)}**`;
}

function table(title: string, rows: readonly ReviewRow[], nameOf: (name: string) => string): string {
  const head = [
    ...[title, vscode.l10n.t('Records'), verdictText('accepted'), verdictText('rejected'), verdictText('needs-work')],
    ...[vscode.l10n.t('Without a verdict'), vscode.l10n.t('Reviewed')],
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, i) => (i === 0 ? '---' : '---:')));
  const body = rows.map(({ name, records, accepted, rejected, needsWork }) => {
    const verdicts = accepted + rejected + needsWork;
    const numbers = [records, accepted, rejected, needsWork, records - verdicts].map(formatNumber);
    return line([escapeMarkdown(nameOf(name)), ...numbers, share(verdicts, records)]);
  });
  return [line(head), rule, ...body].join('\n');
}

function share(part: number, whole: number): string {
  return formatPercent(whole === 0 ? 0 : part / whole);
}
