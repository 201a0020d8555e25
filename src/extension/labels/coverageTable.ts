import * as vscode from 'vscode';
import type { CoverageResult, CoverageSums } from '../../protocol/coverage';
import { shareOf, type CoverageItem } from './coverageItems';
import { coverageText } from './coverageTexts';

/** A row of the table, as text; numbers as programs read them. */
type Cells = readonly string[];

/** The view as a table in Markdown, in the order in which it is shown. */
export function asMarkdown(items: readonly CoverageItem[], result: CoverageResult): string {
  const [head, ...rows] = tableOf(items, result) as [Cells, ...Cells[]];
  const line = (cells: Cells): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  const rule = `| ${head.map((_cell, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line), ''].join('\n');
}

/** The same as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function asCsv(items: readonly CoverageItem[], result: CoverageResult): string {
  return tableOf(items, result)
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
}

function tableOf(items: readonly CoverageItem[], result: CoverageResult): Cells[] {
  const head = [
    vscode.l10n.t('Task type'),
    vscode.l10n.t('Records'),
    vscode.l10n.t('Share'),
    vscode.l10n.t('Target share'),
    vscode.l10n.t('Tokens'),
    vscode.l10n.t('Trained tokens'),
    vscode.l10n.t('Robustness data'),
    vscode.l10n.t('Findings'),
  ];
  const rows = (list: readonly CoverageItem[]): Cells[] =>
    list.flatMap((item) => [cellsOf(item, result), ...rows(item.children)]);
  return [head, ...rows(items)];
}

function cellsOf(item: CoverageItem, result: CoverageResult): Cells {
  const { label } = coverageText(item, result);
  if (item.kind === 'unreadable') return [label, String(item.records), '', '', '', '', '', ''];
  const name = item.kind === 'type' ? item.row.text : item.kind === 'own' ? `${item.row.text} ${label}` : label;
  const { sums } = item;
  const target = item.kind === 'type' ? item.row.target : null;
  return [
    name,
    String(sums.records),
    percent(item.kind === 'all' ? 1 : item.kind === 'untagged' ? part(sums, result.all) : shareOf(sums, result)),
    target === null ? '' : percent(target),
    sums.counted === 0 ? '' : String(sums.tokens),
    sums.counted === 0 ? '' : String(sums.trained),
    String(sums.robust),
    String(sums.findings),
  ];
}

function part(sums: CoverageSums, all: CoverageSums): number {
  return sums.records / Math.max(1, all.records);
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))}%`;
}

function escapeCell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|`*_<>[\]&]/g, '\\$&');
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
