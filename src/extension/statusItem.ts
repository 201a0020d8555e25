import * as vscode from 'vscode';
import type { DatasetStatus } from '../protocol/messages';
import { watchActiveDataset } from './activeDataset';
import { Command } from './contributions';
import type { Server } from './server';

const SELECTOR: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonl' }];

/** The language status of the dataset in the active editor: format, records, findings, and an item for every limit that bites. */
export class StatusItem implements vscode.Disposable {
  private items: vscode.LanguageStatusItem[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(server: Server) {
    this.subscription = watchActiveDataset(server, (status) => this.update(status));
  }

  dispose(): void {
    this.clear();
    this.subscription.dispose();
  }

  private clear(): void {
    for (const item of this.items) item.dispose();
    this.items = [];
  }

  private update(status: DatasetStatus | undefined): void {
    this.clear();
    if (!status) return;
    const { error, warning, info } = status.counts;
    const records = `${status.format} · ${vscode.l10n.t('records: {0}', status.records)}`;
    const counts = vscode.l10n.t('errors: {0}, warnings: {1}, infos: {2}', error, warning, info);
    this.add('dataset', records, counts, severityOf(status), {
      title: vscode.l10n.t('Go to Record…'),
      command: Command.goToRecord,
    });
    this.add('format', evidenceOf(status), '', vscode.LanguageStatusSeverity.Information, {
      title: vscode.l10n.t('Change…'),
      tooltip: vscode.l10n.t('Choose the Format of This Dataset'),
      command: Command.chooseFormat,
    });
    if (status.datasetInfo) this.addEntry(status.datasetInfo);
    limitsOf(status).forEach((limit, i) => this.add(`limit${i}`, limit, '', vscode.LanguageStatusSeverity.Warning));
    if (status.projectFault) {
      const { message, uri } = status.projectFault;
      const open = {
        title: vscode.l10n.t('Open tuneset.json'),
        command: 'vscode.open',
        arguments: [vscode.Uri.parse(uri)],
      };
      this.add('project', message, '', vscode.LanguageStatusSeverity.Error, open);
    }
  }

  /** The entry of the `dataset_info.json`, to go there. */
  private addEntry({ name, others }: NonNullable<DatasetStatus['datasetInfo']>): void {
    const detail =
      others.length === 0
        ? ''
        : vscode.l10n.t('the same file is also {0}; tuneset.json can name another', others.join(vscode.l10n.t(', ')));
    this.add(
      'datasetInfo',
      vscode.l10n.t('dataset “{0}” in dataset_info.json', name),
      detail,
      vscode.LanguageStatusSeverity.Information,
      { title: vscode.l10n.t('Go to Entry'), command: Command.goToDatasetInfo },
    );
  }

  private add(
    id: string,
    text: string,
    detail: string,
    severity: vscode.LanguageStatusSeverity,
    command?: vscode.Command,
  ): void {
    const item = vscode.languages.createLanguageStatusItem(`tuneset.${id}`, SELECTOR);
    item.name = vscode.l10n.t('Tuneset dataset');
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.command = command;
    item.accessibilityInformation = { label: detail === '' ? text : `${text}, ${detail}` };
    this.items.push(item);
  }
}

/** How the format is known. */
function evidenceOf({ evidence }: DatasetStatus): string {
  if (evidence === 'project') return vscode.l10n.t('format set in tuneset.json');
  if (evidence === 'datasetInfo') return vscode.l10n.t('format set in dataset_info.json');
  return vscode.l10n.t('detected from the fields {0}', evidence.join(vscode.l10n.t(', ')));
}

/** What is not shown, and why. */
function limitsOf({ counts, shown, outlined, records }: DatasetStatus): string[] {
  const limits: string[] = [];
  const all = counts.error + counts.warning + counts.info;
  if (shown < all)
    limits.push(vscode.l10n.t('the Problems panel holds only {0} of {1} findings, errors first', shown, all));
  if (outlined < records) limits.push(vscode.l10n.t('the outline shows the first {0} records', outlined));
  return limits;
}

function severityOf({ counts }: DatasetStatus): vscode.LanguageStatusSeverity {
  if (counts.error > 0) return vscode.LanguageStatusSeverity.Error;
  return counts.warning > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
}
