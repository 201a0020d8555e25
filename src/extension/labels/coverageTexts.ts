import * as vscode from 'vscode';
import type { CoverageResult, CoverageSums } from '../../protocol/coverage';
import { formatCompact, formatNumber, formatPercent } from '../tokens/formatNumber';
import { shareOf, type CoverageItem } from './coverageItems';

/** What a line of the view says. */
export interface CoverageText {
  readonly label: string;
  /** The numbers, the most important first: what there is no room for is cut off. */
  readonly description: string;
  /** All of it, one fact on each line. */
  readonly facts: readonly string[];
}

export function coverageText(item: CoverageItem, result: CoverageResult): CoverageText {
  const label = labelOf(item);
  if (item.kind === 'unreadable') {
    const records = formatNumber(item.records);
    return { label, description: records, facts: [vscode.l10n.t('Records: {0}', records)] };
  }
  const { sums } = item;
  const target = item.kind === 'type' ? item.row.target : null;
  const parts = [
    formatNumber(sums.records),
    shareText(item, result, target),
    tokensInShort(sums),
    sums.robust > 0 ? vscode.l10n.t('{0} robust', formatPercent(sums.robust / sums.records)) : '',
    sums.findings > 0 ? vscode.l10n.t('findings: {0}', formatCompact(sums.findings)) : '',
  ];
  return { label, description: parts.filter((part) => part !== '').join(' · '), facts: factsOf(item, sums, result) };
}

function labelOf(item: CoverageItem): string {
  switch (item.kind) {
    case 'all':
      return vscode.l10n.t('All records');
    case 'untagged':
      return vscode.l10n.t('Untagged');
    case 'unknown':
      return vscode.l10n.t('Unknown types');
    case 'unreadable':
      return vscode.l10n.t('Not readable');
    case 'own':
      return vscode.l10n.t('(no lower level)');
    case 'type':
      return item.isUnknown ? item.row.text : item.row.type.at(-1)!;
  }
}

/** What part of the records a line stands for; of types, among the tagged ones. */
function shareText(item: CoverageItem, result: CoverageResult, target: number | null): string {
  if (item.kind === 'all' || item.kind === 'unreadable' || result.all.records === 0) return '';
  const isOfAll = item.kind === 'untagged';
  const share = formatPercent(isOfAll ? item.sums.records / result.all.records : shareOf(item.sums, result));
  return target === null ? share : `${share} → ${formatPercent(target)}`;
}

function tokensInShort(sums: CoverageSums): string {
  if (sums.counted === 0) return '';
  const more = sums.counted < sums.records ? '+' : '';
  return vscode.l10n.t('{0} tok', formatCompact(sums.tokens) + more);
}

function factsOf(item: CoverageItem, sums: CoverageSums, result: CoverageResult): string[] {
  const facts = [vscode.l10n.t('Records: {0}', formatNumber(sums.records))];
  if (item.kind === 'untagged') {
    facts.push(
      vscode.l10n.t('Share of all records: {0}', formatPercent(sums.records / Math.max(1, result.all.records))),
    );
  } else if (item.kind !== 'all') {
    facts.push(vscode.l10n.t('Share of the records with a task type: {0}', formatPercent(shareOf(sums, result))));
  }
  if (item.kind === 'type' && item.row.target !== null) {
    facts.push(vscode.l10n.t('Target share: {0}', formatPercent(item.row.target)));
    if (item.row.missed === 'over') facts.push(vscode.l10n.t('Above its target share'));
    if (item.row.missed === 'under') facts.push(vscode.l10n.t('Below its target share'));
  }
  facts.push(...tokenFacts(sums));
  const robust = formatPercent(sums.robust / Math.max(1, sums.records));
  facts.push(vscode.l10n.t('Robustness data: {0} ({1})', formatNumber(sums.robust), robust));
  facts.push(vscode.l10n.t('Findings: {0}', formatNumber(sums.findings)));
  return facts;
}

function tokenFacts({ counted, records, tokens, trained }: CoverageSums): string[] {
  if (counted === 0) return [vscode.l10n.t('Tokens: not counted; files that are open are')];
  const [prompt, answer] = [formatNumber(tokens - trained), formatNumber(trained)];
  const facts = [vscode.l10n.t('Tokens: {0} (prompt {1}, trained {2})', formatNumber(tokens), prompt, answer)];
  if (counted < records) {
    facts.push(vscode.l10n.t('Tokens are counted in {0} of {1} records', formatNumber(counted), formatNumber(records)));
  }
  return facts;
}
