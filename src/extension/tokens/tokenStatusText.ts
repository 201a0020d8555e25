import * as vscode from 'vscode';
import type { SelectionCount, TokenStatus } from '../../protocol/messages';
import { countingState } from './countingState';
import { escapeIcons } from './escapeIcons';
import { formatNumber, formatShare } from './formatNumber';

/** What the status bar says of a dataset's tokens. */
export interface StatusText {
  readonly text: string;
  /** For screen readers. */
  readonly spoken: string;
  readonly isFault: boolean;
}

const ICONS = { running: 'sync~spin', stopped: 'debug-pause', done: 'symbol-numeric' } as const;

/**
 * @param tokens null if nothing has been counted yet
 * @param records records of the file
 * @param selection null if nothing is selected
 */
export function tokenStatusText(
  tokens: TokenStatus | null,
  records: number,
  selection: SelectionCount | null,
): StatusText {
  if (!tokens) {
    const nothing =
      records === 0 ? vscode.l10n.t('no records yet') : vscode.l10n.t('tokens: nothing has been counted yet');
    return { text: `$(symbol-numeric) ${vscode.l10n.t('Tokens')}`, spoken: nothing, isFault: false };
  }
  const { tokenizer } = tokens;
  if (tokens.fault !== null) {
    const spoken = vscode.l10n.t('Tokens can’t be counted: {0}', tokens.fault);
    return { text: `$(warning) ${escapeIcons(tokenizer)}`, spoken, isFault: true };
  }
  const what = selection ? selected(selection, tokens) : inFile(tokens, records);
  const icon = ICONS[countingState(tokens, records) ?? 'done'];
  const said = selection ? what : spokenTotal(tokens, records);
  const spoken = vscode.l10n.t('Tokenizer {0}: {1}', tokenizer, said);
  return { text: `$(${icon}) ${escapeIcons(tokenizer)} · ${what}`, spoken, isFault: false };
}

/** A number of tokens, marked if it is not exact. */
export function tokenCount(count: number, { exact }: Pick<TokenStatus, 'exact'>): string {
  return `${exact ? '' : '≈ '}${vscode.l10n.t('{0} tok', formatNumber(count))}`;
}

function inFile(tokens: TokenStatus, records: number): string {
  const state = countingState(tokens, records);
  const share = formatShare(tokens.counted, records);
  if (state === 'running') return share;
  const total = tokenCount(tokens.total, tokens);
  return state === 'stopped' ? vscode.l10n.t('{0} in {1} of the records', total, share) : total;
}

function selected(selection: SelectionCount, tokens: TokenStatus): string {
  const count = tokenCount(selection.tokens, tokens);
  if (selection.kind === 'text') return vscode.l10n.t('{0} selected', count);
  if (selection.records === 1) return vscode.l10n.t('{0} in the selected record', count);
  return vscode.l10n.t('{0} in {1} selected records', count, formatNumber(selection.records));
}

function spokenTotal(tokens: TokenStatus, records: number): string {
  const state = countingState(tokens, records);
  const share = formatShare(tokens.counted, records);
  if (state === 'running') return vscode.l10n.t('counting tokens, {0} done', share);
  const about = tokens.exact ? '' : '≈ ';
  const total = `${about}${formatNumber(tokens.total)}`;
  const trained = `${about}${formatNumber(tokens.trained)}`;
  if (state === 'stopped') return vscode.l10n.t('{0} tokens in {1} of the records; counting was stopped', total, share);
  return vscode.l10n.t('{0} tokens in the file, {1} of them trained', total, trained);
}
