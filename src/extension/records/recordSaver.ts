import * as vscode from 'vscode';
import type { WriteRecordDocumentResult } from '../../protocol/recordDocument';
import { applyRecordEdits } from '../preview/applyRecordEdits';
import { nameOf, openText } from '../preview/openText';
import type { OpenRecord } from './openRecord';
import { TheirText } from './theirText';

/** Times that edits are asked for again because the file has changed while they were made. */
const ATTEMPTS = 5;

type Edits = Extract<WriteRecordDocumentResult, { kind: 'edits' }>;
type Conflict = Extract<WriteRecordDocumentResult, { kind: 'conflict' }>;

/** Writes documents of records into their files' buffers, and asks where that can't be done without losing something. */
export class RecordSaver implements vscode.Disposable {
  private readonly theirText = new TheirText();

  dispose(): void {
    this.theirText.dispose();
  }

  /**
   * Writes a record. Where the user takes what the file says instead, nothing is written, and the document will be read again.
   *
   * @throws FileSystemError if it is not written; the document keeps its unsaved changes
   */
  async save(record: OpenRecord, text: string): Promise<void> {
    let { digest } = record;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const result = await record.write(text, digest);
      switch (result?.kind) {
        case undefined:
          throw notWritten(vscode.l10n.t('Tuneset’s language server does not answer.'));
        case 'fault':
          throw notWritten(result.message);
        case 'edits':
          if (await this.apply(record, text, result)) return;
          break;
        case 'conflict':
          if ((await this.decide(record, result)) === 'theirs') return;
          digest = result.digest;
          break;
        case 'gone':
          return this.insert(record, text);
      }
    }
    throw notWritten(vscode.l10n.t('The file changed in the meantime. Try again.'));
  }

  /** @returns false if the file has changed since */
  private async apply(record: OpenRecord, text: string, result: Edits): Promise<boolean> {
    const file = record.file.toString();
    if (result.edits.length > 0) {
      if (openText(file)?.version !== result.version) return false;
      const outcome = await applyRecordEdits(file, result, vscode.window.activeTextEditor?.viewColumn);
      if ('refused' in outcome) throw notWritten(outcome.refused);
    }
    record.noteWritten(result, text);
    return true;
  }

  /** The file says something else than the document was made of, and so does the document. */
  private async decide(record: OpenRecord, { theirs }: Conflict): Promise<'mine' | 'theirs'> {
    const mine = vscode.l10n.t('Write Mine');
    const others = vscode.l10n.t('Take the File’s');
    const compare = vscode.l10n.t('Compare');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('This record has changed in {0} since you began to edit it.', nameOf(record.file)),
      { modal: true, detail: vscode.l10n.t('Writing yours replaces what the file says now. You can undo it there.') },
      ...[compare, mine, others],
    );
    if (answer === mine) return 'mine';
    if (answer === others) return 'theirs';
    if (answer === compare) await this.theirText.compare(record, theirs);
    throw notWritten(vscode.l10n.t('The record has changed in the file. Your changes are still here.'));
  }

  /** The record has gone from its file. */
  private async insert(record: OpenRecord, text: string): Promise<void> {
    const insert = vscode.l10n.t('Insert It Again');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('This record is not in {0} any more.', nameOf(record.file)),
      { modal: true, detail: vscode.l10n.t('It can be inserted where it stood.') },
      insert,
    );
    if (answer !== insert) throw notWritten(vscode.l10n.t('The record is not in the file any more.'));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const result = await record.insert(text);
      if (!result) throw notWritten(vscode.l10n.t('Tuneset’s language server does not answer.'));
      if ('refused' in result) throw notWritten(result.refused);
      if (result.kind === 'fault') throw notWritten(result.message);
      record.release();
      if (await this.apply(record, text, result)) return;
    }
    throw notWritten(vscode.l10n.t('The file changed in the meantime. Try again.'));
  }
}

function notWritten(reason: string): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(reason);
}
