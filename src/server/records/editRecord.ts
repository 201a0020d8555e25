import * as l10n from '@vscode/l10n';
import type { Connection, TextEdit } from 'vscode-languageserver';
import { valueText } from '../../dataset/piece';
import { escapeStyleOf, inStyle } from '../../editing/recordDocument/escapeStyle';
import { deleteRecord } from '../../editing/records/deleteRecord';
import { duplicateRecord, insertRecord } from '../../editing/records/insertRecord';
import { laidOutLike } from '../../editing/records/laidOutLike';
import { moveRecord } from '../../editing/records/moveRecord';
import type { RecordChange } from '../../editing/records/recordChange';
import { recordTemplates } from '../../editing/records/templates';
import { isRefused, type Refused } from '../../editing/refused';
import { editTurn } from '../../editing/turns/editTurn';
import type { DocumentParams } from '../../protocol/messages';
import {
  EditRecord,
  ListRecordTemplates,
  type EditRecordParams,
  type EditRecordResult,
  type RecordTemplate,
  type TurnOperation,
  type WholeRecordOperation,
} from '../../protocol/records';
import type { OpenDocument } from '../openDocument';
import type { Followed, FollowedPiece } from './followed';
import { nearbyTexts } from './nearbyTexts';
import { textEdits } from './textEdits';

/** Makes the edits for what is to be done with a followed record. */
export class RecordEditing {
  constructor(
    private readonly connection: Connection,
    private readonly followed: Followed,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** Settled when the settings that are known to have changed are applied. */
    private readonly configured: () => Promise<void>,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(EditRecord.method, async (params: EditRecordParams): Promise<EditRecordResult> => {
      await this.configured();
      return this.edit(params);
    });
    connection.onRequest(ListRecordTemplates.method, async ({ uri }: DocumentParams): Promise<RecordTemplate[]> => {
      await this.configured();
      return this.templates(uri);
    });
  }

  private edit({ digest, operation, ...ref }: EditRecordParams): EditRecordResult {
    const found = this.followed.find(ref);
    if (!found) return { refused: l10n.t('This record is not in the file any more.') };
    if (found.digest !== digest)
      return { refused: l10n.t('This record says something else by now. Look at it again.') };
    return isOfTurn(operation)
      ? textEdits(found, (record) => editTurn(record, operation))
      : recordEdits(found, operation);
  }

  private templates(uri: string): RecordTemplate[] {
    const format = this.get(uri)?.dataset?.format;
    return format ? recordTemplates(format).map(({ id, label, description }) => ({ id, label, description })) : [];
  }
}

function isOfTurn(operation: TurnOperation | WholeRecordOperation): operation is TurnOperation {
  return !operation.kind.endsWith('Record');
}

function recordEdits(found: FollowedPiece, operation: WholeRecordOperation): EditRecordResult {
  const change = changeOf(found, operation);
  if (isRefused(change)) return change;
  const edits = change.edits.map(({ range, text }): TextEdit => ({ range, newText: text }));
  return { version: found.document.version, edits, record: change.record };
}

function changeOf({ dataset, placed }: FollowedPiece, operation: WholeRecordOperation): RecordChange | Refused {
  const { text } = dataset.checked;
  switch (operation.kind) {
    case 'insertRecord': {
      const template = recordTemplates(dataset.format).find(({ id }) => id === operation.template);
      if (!template) return { refused: l10n.t('There is no such record to insert.') };
      const json = laidOutLike(template.json, valueText(placed.piece), text.containerId === 'array');
      const style = escapeStyleOf(nearbyTexts(dataset, placed.index));
      return insertRecord(text, placed, operation.where, inStyle(json, style));
    }
    case 'duplicateRecord':
      return duplicateRecord(text, placed);
    case 'deleteRecord':
      return deleteRecord(text, placed);
    case 'moveRecord':
      return moveRecord(text, placed, operation.by);
  }
}
