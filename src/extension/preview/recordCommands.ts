import * as vscode from 'vscode';
import type { RecordTemplate, WholeRecordOperation, RecordRef } from '../../protocol/records';
import { moveTo } from '../labels/goToLabelled';
import { editorRange } from '../tokens/protocolRange';
import { applyRecordEdits } from './applyRecordEdits';
import type { PreviewPanel } from './previewPanel';
import type { Records } from './records';

/** A record that is to be changed, as it was seen. */
interface Target {
  readonly ref: RecordRef;
  readonly digest: string;
}

/** Inserts, duplicates, deletes and moves records: the one that a preview shows, or the one at the cursor. */
export class RecordCommands {
  constructor(
    private readonly records: Records,
    private readonly activePreview: () => PreviewPanel | undefined,
  ) {}

  /** Asks for what is to be inserted where there is a choice. */
  async insert(preview = this.activePreview()): Promise<void> {
    const uri = preview?.view.uri ?? vscode.window.activeTextEditor?.document.uri.toString();
    const template = uri && (await this.askTemplate(uri));
    if (template) await this.run({ kind: 'insertRecord', where: 'after', template }, preview);
  }

  /** @param preview shows the record; without one it is the record at the cursor */
  async run(operation: WholeRecordOperation, preview = this.activePreview()): Promise<void> {
    if (preview) await this.runIn(preview, operation);
    else await this.runAtCursor(operation);
  }

  private async runIn(preview: PreviewPanel, operation: WholeRecordOperation): Promise<void> {
    const digest = preview.sample?.place.digest;
    const ref = await preview.view.follow();
    if (!ref || digest === undefined) return;
    const record = await this.edit({ ref, digest }, operation, preview.panel.viewColumn);
    if (record !== undefined) await preview.show({ kind: 'index', record }, ref.uri, true);
  }

  private async runAtCursor(operation: WholeRecordOperation): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const uri = editor.document.uri.toString();
    const { line, character } = editor.selection.active;
    const followed = await this.records.follow(uri, { kind: 'position', position: { line, character } });
    if (!followed) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no record at the cursor.'));
      return;
    }
    const ref = { uri, anchor: followed.anchor };
    const record = await this.edit({ ref, digest: followed.place.digest }, operation, undefined);
    this.records.release(ref);
    if (record !== undefined) await this.goTo(editor, record, operation.kind === 'insertRecord');
  }

  /** @returns the record to look at then; undefined if nothing was done, which is told */
  private async edit(
    { ref, digest }: Target,
    operation: WholeRecordOperation,
    beside: vscode.ViewColumn | undefined,
  ): Promise<number | undefined> {
    const result = await this.records.edit({ ...ref, digest, operation });
    const outcome = await applyRecordEdits(ref.uri, result, beside);
    if ('done' in outcome) return outcome.done.record;
    void vscode.window.showWarningMessage(outcome.refused);
    return undefined;
  }

  private async goTo(editor: vscode.TextEditor, record: number, isNew: boolean): Promise<void> {
    const uri = editor.document.uri.toString();
    const followed = await this.records.follow(uri, { kind: 'index', record });
    if (!followed) return;
    this.records.release({ uri, anchor: followed.anchor });
    moveTo(editor, followed.place.range);
    const gap = isNew ? firstGap(editor.document, editorRange(followed.place.range)) : undefined;
    if (gap) editor.selection = new vscode.Selection(gap, gap);
  }

  /** @returns undefined if there is none, which is told, or none was chosen */
  private async askTemplate(uri: string): Promise<string | undefined> {
    const templates = await this.records.templates(uri);
    if (!templates || templates.length === 0) {
      const message = vscode.l10n.t('There is no record that could be inserted here.');
      void vscode.window.showInformationMessage(message);
      return undefined;
    }
    return templates.length === 1 ? templates[0]!.id : pick(templates);
  }
}

async function pick(templates: readonly RecordTemplate[]): Promise<string | undefined> {
  const items = templates.map(({ id, label, description }) => ({ id, label, description }));
  const title = vscode.l10n.t('Insert Record');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.id;
}

/** Between the quotes of the first empty text of a new record. */
function firstGap(document: vscode.TextDocument, record: vscode.Range): vscode.Position | undefined {
  for (let line = record.start.line; line <= record.end.line; line++) {
    const { text } = document.lineAt(line);
    const at = text.indexOf('""', line === record.start.line ? record.start.character : 0);
    if (at !== -1) return new vscode.Position(line, at + 1);
  }
  return undefined;
}
