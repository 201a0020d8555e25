import * as l10n from '@vscode/l10n';
import type { Connection, Position, Range, TextEdit } from 'vscode-languageserver';
import { offsetIn, positionIn, positionsIn } from '../../dataset/datasetText';
import { applyEdits, type Edit } from '../../dataset/edits';
import { LineIndex } from '../../dataset/lineIndex';
import { valueText } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import { escapeStyleOf, type EscapeStyle } from '../../editing/recordDocument/escapeStyle';
import { newRecord, readDocument, writeDocument } from '../../editing/recordDocument/recordDocument';
import { StrictText } from '../../editing/recordDocument/strictText';
import { insertRecord } from '../../editing/records/insertRecord';
import type { RecordChange } from '../../editing/records/recordChange';
import { isRefused, type Refused } from '../../editing/refused';
import { sha256 } from '../../host/sha256';
import {
  InsertRecordDocument,
  ReadRecordDocument,
  WriteRecordDocument,
  type DocumentFault,
  type InsertRecordDocumentParams,
  type InsertRecordDocumentResult,
  type ReadRecordDocumentParams,
  type RecordDocument,
  type WriteRecordDocumentParams,
  type WriteRecordDocumentResult,
} from '../../protocol/recordDocument';
import { findFaults } from '../../rules/syntax/findFaults';
import type { OpenDataset, OpenDocument } from '../openDocument';
import type { Followed, FollowedPiece } from './followed';
import { nearbyTexts } from './nearbyTexts';

/** Gives records as documents of their own, and makes the edits that bring such a document back into its file. */
export class RecordDocuments {
  constructor(
    private readonly connection: Connection,
    private readonly followed: Followed,
    private readonly get: (uri: string) => OpenDocument | undefined,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(ReadRecordDocument.method, (params: ReadRecordDocumentParams): RecordDocument | null => {
      const found = this.followed.find(params);
      return found ? read(found, params.position) : null;
    });
    connection.onRequest(
      WriteRecordDocument.method,
      async (params: WriteRecordDocumentParams): Promise<WriteRecordDocumentResult> => {
        const found = this.followed.find(params);
        return found ? write(found, params) : { kind: 'gone' };
      },
    );
    connection.onRequest(
      InsertRecordDocument.method,
      async (params: InsertRecordDocumentParams): Promise<InsertRecordDocumentResult> => {
        const document = this.get(params.uri);
        const { dataset } = document ?? {};
        return document && dataset
          ? insert(document, dataset, params)
          : { refused: l10n.t('This file is no dataset.') };
      },
    );
  }
}

function read({ placed, digest }: FollowedPiece, position: Position | undefined): RecordDocument {
  const { text, placeOf } = readDocument(valueText(placed.piece));
  const offset = position && Math.max(0, offsetIn(placed, position) - placed.piece.valueStart);
  const cursor = offset === undefined ? null : new LineIndex(text).at(placeOf(offset));
  return { text, cursor, digest, record: placed.record };
}

function write(found: FollowedPiece, { digest, text }: WriteRecordDocumentParams): WriteRecordDocumentResult {
  const { document, dataset, placed } = found;
  const record = valueText(placed.piece);
  const isOneLine = dataset.checked.text.containerId === 'jsonl';
  const edits = writeDocument(record, text, { style: styleAt(dataset, placed), isOneLine });
  if (!edits) return faultOf(text);
  // Who says the same as the file has no quarrel with it.
  if (digest !== null && digest !== found.digest && edits.length > 0) {
    return { kind: 'conflict', theirs: readDocument(record).text, digest: found.digest };
  }
  return {
    kind: 'edits',
    version: document.version,
    edits: textEdits(placed, edits),
    record: placed.record,
    digest: sha256(applyEdits(record, edits)),
  };
}

function insert(
  document: OpenDocument,
  dataset: OpenDataset,
  { record, text }: InsertRecordDocumentParams,
): InsertRecordDocumentResult {
  const { pieces } = dataset.checked.text;
  const last = pieces.totals.records - 1;
  const neighbour = pieces.record(Math.min(record, last));
  const style = neighbour ? styleAt(dataset, neighbour) : escapeStyleOf([]);
  const written = newRecord(text, neighbour ? valueText(neighbour.piece) : '{}', style);
  if (written === undefined) return faultOf(text);
  const change = neighbour
    ? insertRecord(dataset.checked.text, neighbour, record > last ? 'after' : 'before', written)
    : firstRecord(dataset, written);
  if (isRefused(change)) return change;
  const edits = change.edits.map(({ range, text: newText }): TextEdit => ({ range, newText }));
  return { kind: 'edits', version: document.version, edits, record: change.record, digest: sha256(written) };
}

/** The record of a file that has none. */
function firstRecord({ checked }: OpenDataset, json: string): RecordChange | Refused {
  const { pieces, containerId } = checked.text;
  const [opening] = pieces.placed();
  const isList = containerId === 'array';
  if (isList && opening?.piece.kind !== 'open') return { refused: l10n.t('The file has no place for a record.') };
  const at = isList && opening ? positionIn(opening, opening.piece.valueEnd) : { line: 0, character: 0 };
  return { edits: [{ range: { start: at, end: at }, text: isList ? json : `${json}\n` }], record: 0 };
}

/** Why a document is no JSON. */
function faultOf(text: string): DocumentFault {
  const strict = new StrictText(text);
  const [fault = { start: 0, end: 0 }] = findFaults(strict.text);
  const lines = new LineIndex(text);
  const [start, end] = [fault.start, fault.end].map((offset) => lines.at(strict.inDocument(offset)));
  const range: Range = { start: start!, end: end! };
  const message = l10n.t('The text is no valid JSON: see line {0}.', range.start.line + 1);
  return { kind: 'fault', message, range };
}

/** How characters beyond ASCII are written in a record; where it has none, in those around it. */
function styleAt(dataset: OpenDataset, { piece, index }: PlacedPiece<unknown>): EscapeStyle {
  return escapeStyleOf(inTurn(valueText(piece), nearbyTexts(dataset, index)));
}

function* inTurn(first: string, others: Iterable<string>): Generator<string> {
  yield first;
  yield* others;
}

function textEdits(placed: PlacedPiece<unknown>, edits: readonly Edit[]): TextEdit[] {
  const { valueStart } = placed.piece;
  const positions = positionsIn(
    placed,
    edits.flatMap(({ start, end }) => [valueStart + start, valueStart + end]),
  );
  return edits.map(({ text }, i) => ({
    range: { start: positions[2 * i]!, end: positions[2 * i + 1]! },
    newText: text,
  }));
}
