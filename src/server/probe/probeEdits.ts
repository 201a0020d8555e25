import * as l10n from '@vscode/l10n';
import type { TextEdit } from 'vscode-languageserver';
import { obstacleText } from '../../convert/obstacles';
import { preferencePair } from '../../convert/preferencePair';
import { applyEdits } from '../../dataset/edits';
import { valueText } from '../../dataset/piece';
import { acceptAnswer } from '../../editing/answers/acceptAnswer';
import { editedCopy } from '../../editing/answers/editedCopy';
import { setField, textObject } from '../../editing/answers/setField';
import { noText, setRejected } from '../../editing/answers/setRejected';
import { joinedEdits } from '../../editing/joinedEdits';
import { escapeStyleOf, inStyle } from '../../editing/recordDocument/escapeStyle';
import { insertRecord } from '../../editing/records/insertRecord';
import { RecordText } from '../../editing/recordText';
import { isRefused, type Refused } from '../../editing/refused';
import { FreshIds } from '../../labels/twins/freshIds';
import { recordId, type RecordId } from '../../labels/twins/recordId';
import { caseTurns, turnsOfAnswer } from '../../probe/cases/casesOf';
import type {
  EditFromProbeResult,
  MakePairParams,
  MakePairResult,
  ProbeOperation,
  Provenance,
} from '../../protocol/probeRecords';
import { isTooLarge } from '../features/limits';
import { parsed } from '../labels/recordsOf';
import type { OpenDataset } from '../openDocument';
import type { FollowedPiece } from '../records/followed';
import { nearbyTexts } from '../records/nearbyTexts';
import { textEdits } from '../records/textEdits';

/** The field that says where a record comes from. */
const PROVENANCE = 'provenance';

type NewRecord = Extract<ProbeOperation, { kind: 'newRecord' }>;

/** The edits that make data of a probe of a record. */
export function probeEdits(found: FollowedPiece, operation: ProbeOperation): EditFromProbeResult {
  switch (operation.kind) {
    case 'acceptAnswer':
      return textEdits(found, (record) => acceptAnswer(record, operation.turn, operation));
    case 'setRejected':
      return textEdits(found, (record) => setRejected(record, operation.content));
    case 'newRecord':
      return newRecord(found, operation);
  }
}

/** A copy of the record behind it, with other texts, an id of its own if it has one, and a word on where it comes from. */
function newRecord(found: FollowedPiece, { turn, texts, answer, provenance }: NewRecord): EditFromProbeResult {
  const { document, dataset, placed } = found;
  const text = valueText(placed.piece);
  const nearby = [...nearbyTexts(dataset, placed.index)];
  const messages = messageTurns(found);
  if (isRefused(messages)) return messages;
  const wanted = texts.map((each) => ({ turn: messages[each.message]?.[0], text: each.text }));
  const known = wanted.filter((each): each is { turn: number; text: string } => each.turn !== undefined);
  if (known.length < wanted.length) return { refused: l10n.t('This turn is not there any more.') };
  const copy = editedCopy(text, dataset.format, nearby, { turn, texts: known, answer });
  if (typeof copy !== 'string') return copy;
  const json = withFields(copy, found, provenance);
  if (typeof json !== 'string') return json;
  const change = insertRecord(dataset.checked.text, placed, 'after', json);
  if (isRefused(change)) return change;
  const edits = change.edits.map(({ range, text: newText }): TextEdit => ({ range, newText }));
  return { version: document.version, edits, record: change.record };
}

/** Which turns the messages of the record's cases are read from. */
function messageTurns({ dataset, placed }: FollowedPiece): readonly (readonly number[])[] | Refused {
  const isReadable = parsed(placed.piece) !== undefined && !isTooLarge(placed.piece);
  const turns = isReadable ? caseTurns(valueText(placed.piece), dataset.format) : undefined;
  return turns ?? { refused: l10n.t('This record can’t be read. Mend it first.') };
}

/** The copy with a word on where it comes from, and an id of its own if it has one. */
function withFields(copy: string, { dataset, placed }: FollowedPiece, provenance: Provenance): string | Refused {
  const record = RecordText.read(copy, dataset.format, nearbyTexts(dataset, placed.index));
  if (isRefused(record)) return record;
  const id = freshId(dataset, record);
  const edits = [
    ...(id === undefined ? [] : setField(record, 'id', typeof id === 'string' ? record.quoted(id) : String(id))),
    ...setField(record, PROVENANCE, textObject(record, { ...provenance })),
  ];
  return applyEdits(copy, joinedEdits(copy, edits));
}

/** An id that no record of the file has; undefined where the record has none. It reads all records: some 0.1 s for 10 MB. */
function freshId({ checked }: OpenDataset, { conversation, text }: RecordText): RecordId | undefined {
  const own = recordId(conversation.value, text);
  if (own === undefined) return undefined;
  const ids: RecordId[] = [];
  for (const { piece } of checked.text.pieces.placed()) {
    const value = piece.kind === 'record' ? parsed(piece) : undefined;
    const id = value && recordId(value, valueText(piece));
    if (id !== undefined) ids.push(id);
  }
  return new FreshIds(ids).next(own, 'probe');
}

/** A preference pair of a record, spelled as its file is. */
export function pairFromProbe(
  { document, dataset, placed }: FollowedPiece,
  { turn, rejected, provenance }: Pick<MakePairParams, 'turn' | 'rejected' | 'provenance'>,
): MakePairResult {
  if (rejected === '') return { refused: noText() };
  const text = valueText(placed.piece);
  const value = parsed(placed.piece);
  if (!value) return { refused: l10n.t('This record can’t be read. Mend it first.') };
  const { format } = dataset;
  const turns = turnsOfAnswer(format.read(value), turn);
  const pair = preferencePair(text, format, { turn, turns, rejected, fields: { [PROVENANCE]: { ...provenance } } });
  if ('obstacle' in pair) {
    return { refused: l10n.t('No pair can be made of this record: {0}.', obstacleText(pair.obstacle)) };
  }
  const style = escapeStyleOf([text, ...nearbyTexts(dataset, placed.index)]);
  return { line: inStyle(pair.record, style), formatId: pair.formatId, fileName: pairsFileOf(document.uri) };
}

/** `train.jsonl` → `train.pairs.jsonl`; a file of pairs is itself. */
function pairsFileOf(uri: string): string {
  // That of an untitled file has no slash: `untitled:Untitled-1`.
  const name = decodeURIComponent(uri.slice(Math.max(uri.lastIndexOf('/'), uri.indexOf(':')) + 1));
  return `${name.replace(/(?:\.pairs)?\.[^.]*$/, '')}.pairs.jsonl`;
}
