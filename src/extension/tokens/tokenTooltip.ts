import * as vscode from 'vscode';
import type { DatasetStatus, SelectionCount, TokenStatus } from '../../protocol/messages';
import { Command } from '../contributions';
import { countingState } from './countingState';
import { escapeMarkdown } from './escapeMarkdown';
import { formatNumber, formatShare } from './formatNumber';
import { tokenCount } from './tokenStatusText';

/** Commands that the tooltip links to; no other link in it runs anything. */
const LINKED = [
  Command.goToRecord,
  Command.chooseTokenizer,
  Command.createProjectFile,
  Command.goToLongestRecords,
  Command.showTokens,
  Command.stopCounting,
  Command.goOnCounting,
];

type Row = readonly [label: string, value: string];

/** What is known of a dataset's tokens, with links to what can be done about it. Names and messages from files are shown as they are. */
export function tokenTooltip(status: DatasetStatus, selection: SelectionCount | null): vscode.MarkdownString {
  const { tokens, records } = status;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.isTrusted = { enabledCommands: LINKED };
  if (!tokens) {
    tooltip.appendMarkdown(records === 0 ? vscode.l10n.t('This dataset has no records yet.') : nothingCounted());
  } else if (tokens.fault !== null) {
    const title = `**${vscode.l10n.t('Tokens can’t be counted')}** · ${escapeMarkdown(tokens.tokenizer)}`;
    tooltip.appendMarkdown(`${title}\n\n${escapeMarkdown(tokens.fault)}`);
  } else {
    tooltip.appendMarkdown(
      `**${escapeMarkdown(tokens.tokenizer)}**\n\n${table(rowsOf(tokens, records, selection))}\n\n`,
    );
    if (tokens.approximation !== null) tooltip.appendMarkdown(`≈ ${escapeMarkdown(tokens.approximation)}\n\n`);
    tooltip.appendMarkdown(counting(tokens, records));
  }
  return tooltip.appendMarkdown(`\n\n---\n\n${links(tokens)}`);
}

function nothingCounted(): string {
  return vscode.l10n.t('Nothing has been counted yet.');
}

function rowsOf(tokens: TokenStatus, records: number, selection: SelectionCount | null): Row[] {
  const rows: Row[] = [
    [vscode.l10n.t('Template'), escapeMarkdown(tokens.template ?? vscode.l10n.t('none: the plain text is counted'))],
  ];
  if (tokens.target !== null) rows.push([vscode.l10n.t('Trainer'), escapeMarkdown(tokens.target)]);
  const cutoff = tokens.cutoff === null ? vscode.l10n.t('none') : tokenCount(tokens.cutoff, { exact: true });
  rows.push([vscode.l10n.t('Cutoff length'), cutoff]);
  if (selection) rows.push([vscode.l10n.t('Selection'), `**${tokenCount(selection.tokens, tokens)}**`]);
  rows.push([vscode.l10n.t('Total'), `**${tokenCount(tokens.total, tokens)}**`]);
  const share = formatShare(tokens.trained, tokens.total);
  rows.push([vscode.l10n.t('Trained'), `${tokenCount(tokens.trained, tokens)} (${share})`]);
  rows.push([vscode.l10n.t('Records'), formatNumber(records)]);
  if (tokens.over > 0) rows.push([vscode.l10n.t('Over the cutoff'), `$(warning) ${formatNumber(tokens.over)}`]);
  if (tokens.unused > 0) rows.push([vscode.l10n.t('Not used'), `$(warning) ${formatNumber(tokens.unused)}`]);
  if (tokens.longest) rows.push([vscode.l10n.t('Longest record'), longestOf(tokens.longest, tokens)]);
  return rows;
}

function longestOf({ record, tokens }: NonNullable<TokenStatus['longest']>, status: TokenStatus): string {
  const title = vscode.l10n.t('record {0}', formatNumber(record + 1));
  return `${link(title, Command.goToRecord, record + 1)} · ${tokenCount(tokens, status)}`;
}

function counting(tokens: TokenStatus, records: number): string {
  const state = countingState(tokens, records);
  const share = formatShare(tokens.counted, records);
  if (state === 'running') {
    const text = vscode.l10n.t('Counting: {0}', share);
    return `$(sync~spin) ${text} · ${link(vscode.l10n.t('Stop'), Command.stopCounting)}`;
  }
  if (state === undefined) return '';
  const text = vscode.l10n.t('Stopped at {0} of the records', share);
  return `$(debug-pause) ${text} · ${link(vscode.l10n.t('Go on'), Command.goOnCounting)}`;
}

function links(tokens: TokenStatus | null): string {
  const all = [link(vscode.l10n.t('Change tokenizer'), Command.chooseTokenizer)];
  if (tokens && (tokens.fault !== null || !tokens.exact)) {
    all.push(link(vscode.l10n.t('Open tuneset.json'), Command.createProjectFile));
  }
  if (tokens && tokens.fault === null) {
    all.push(link(vscode.l10n.t('Longest records'), Command.goToLongestRecords));
    all.push(link(vscode.l10n.t('Show tokens'), Command.showTokens));
  }
  return all.join(' · ');
}

function link(title: string, command: string, ...args: unknown[]): string {
  const query = args.length > 0 ? `?${encodeURIComponent(JSON.stringify(args))}` : '';
  return `[${title}](command:${command}${query})`;
}

/** A table without a header; VS Code's Markdown wants one, but may leave it empty. */
function table(rows: readonly Row[]): string {
  return ['| | |', '|:--|--:|', ...rows.map(([label, value]) => `| ${label} | ${value} |`)].join('\n');
}
