import * as vscode from 'vscode';
import type { DatasetStatus } from '../protocol/messages';
import { watchActiveDataset } from './activeDataset';
import { Command } from './contributions';
import type { Server } from './server';

const SELECTOR: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonl' }];

/** The language status of the dataset in the active editor: format, records, findings, and every limit that bites. */
export class StatusItem implements vscode.Disposable {
  private item: vscode.LanguageStatusItem | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(server: Server) {
    this.subscription = watchActiveDataset(server, (status) => this.update(status));
  }

  dispose(): void {
    this.item?.dispose();
    this.subscription.dispose();
  }

  private update(status: DatasetStatus | undefined): void {
    if (!status) {
      this.item?.dispose();
      this.item = undefined;
      return;
    }
    this.item ??= createItem();
    const { error, warning, info } = status.counts;
    const limits = limitsOf(status);
    this.item.text = `${status.format} · ${vscode.l10n.t('records: {0}', status.records)}`;
    this.item.detail = [
      vscode.l10n.t('errors: {0}, warnings: {1}, infos: {2}', error, warning, info),
      status.evidence === 'project'
        ? vscode.l10n.t('format set in tuneset.json')
        : vscode.l10n.t('detected from the fields {0}', status.evidence.join(', ')),
      ...limits,
    ].join(' · ');
    this.item.severity = severityOf(status, limits.length > 0);
    this.item.command = commandOf(status);
    this.item.accessibilityInformation = { label: `${this.item.text}, ${this.item.detail}` };
  }
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('tuneset.dataset', SELECTOR);
  item.name = vscode.l10n.t('Tuneset dataset');
  return item;
}

/** What is not shown, and why. */
function limitsOf({ counts, shown, outlined, records, projectFault }: DatasetStatus): string[] {
  const limits: string[] = [];
  const all = counts.error + counts.warning + counts.info;
  if (shown < all)
    limits.push(vscode.l10n.t('the Problems panel holds only {0} of {1} findings, errors first', shown, all));
  if (outlined < records) limits.push(vscode.l10n.t('the outline shows the first {0} records', outlined));
  if (projectFault) limits.push(projectFault.message);
  return limits;
}

function severityOf({ counts, projectFault }: DatasetStatus, hasLimits: boolean): vscode.LanguageStatusSeverity {
  if (counts.error > 0 || projectFault) return vscode.LanguageStatusSeverity.Error;
  if (counts.warning > 0 || hasLimits) return vscode.LanguageStatusSeverity.Warning;
  return vscode.LanguageStatusSeverity.Information;
}

function commandOf({ projectFault }: DatasetStatus): vscode.Command {
  if (projectFault) {
    const title = vscode.l10n.t('Open tuneset.json');
    return { title, command: 'vscode.open', arguments: [vscode.Uri.parse(projectFault.uri)] };
  }
  return { title: vscode.l10n.t('Go to Record…'), command: Command.goToRecord };
}
