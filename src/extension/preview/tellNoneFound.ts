import * as vscode from 'vscode';
import type { RecordFilterName, RecordQuery } from '../../protocol/records';

/** Says that no record of a file passes. */
export function tellNoneFound({ filter, search }: RecordQuery): void {
  void vscode.window.showInformationMessage(search.trim() === '' ? noneOf(filter) : nothingFound());
}

function noneOf(filter: RecordFilterName): string {
  const texts: Record<RecordFilterName, string> = {
    all: vscode.l10n.t('This dataset has no records yet.'),
    finding: vscode.l10n.t('Nothing was found in the records of this file.'),
    untagged: vscode.l10n.t('Every record of this file has a task type.'),
    robust: vscode.l10n.t('No record of this file has a robustness marker.'),
    over: vscode.l10n.t('As far as records are counted, none of this file is over the cutoff.'),
    pending: vscode.l10n.t('Every record of this file has a verdict.'),
    accepted: vscode.l10n.t('No record of this file is accepted.'),
    rejected: vscode.l10n.t('No record of this file is rejected.'),
    'needs-work': vscode.l10n.t('No record of this file needs work.'),
    noted: vscode.l10n.t('No record of this file has a note.'),
  };
  return texts[filter];
}

function nothingFound(): string {
  return vscode.l10n.t('No record of this file is found by the search.');
}
