import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { offsetIn, positionsIn } from '../../dataset/datasetText';
import { valueText } from '../../dataset/piece';
import type { PlacedPiece, Position } from '../../dataset/sequence';
import { MAX_TREE_DEPTH } from '../../dataset/tree';
import { taskTypesOf, taskTypeText, type TaskType } from '../../labels/taskType';
import { typeAt } from '../../labels/taxonomyEdits';
import { typePlaces, type Span, type TypePlace } from '../../labels/typePlaces';
import type { LabelSettings } from '../../labels/labelSettings';
import type { OpenDataset } from '../openDocument';
import { parsed } from './recordsOf';
import type { TaxonomyFile } from './taxonomyFile';

/** A task type under the cursor, and what of it is to be typed anew. */
export interface TypeUnderCursor {
  readonly type: TaskType;
  /** The levels above what is typed. */
  readonly above: TaskType;
  readonly range: Range;
  readonly placeholder: string;
}

/** The task types of a record with their places in the file. */
export function placedTypes(
  placed: PlacedPiece<unknown>,
  { taskType }: LabelSettings,
): { readonly type: TaskType; readonly range: Range; readonly place: TypePlace }[] {
  const { piece } = placed;
  const record = (piece.shape?.depth ?? 0) <= MAX_TREE_DEPTH ? parsed(piece) : undefined;
  if (!record) return [];
  return typePlaces(valueText(piece), taskTypesOf(record, taskType), taskType).map((place) => {
    const whole = { start: place.names[0]!.start, end: place.names.at(-1)!.end };
    return { type: place.type, place, range: rangeOf(placed, whole) };
  });
}

/**
 * The task type at a position of a dataset. On the name of an upper level that level is meant; on the last one of a text the whole text is, so that the type
 * can be moved too.
 */
export function typeInRecord(
  dataset: OpenDataset,
  position: Position,
  settings: LabelSettings,
): TypeUnderCursor | undefined {
  const placed = dataset.checked.text.pieces.at(position);
  if (!placed) return undefined;
  const offset = offsetIn(placed, position) - placed.piece.valueStart;
  for (const { type, range, place } of placedTypes(placed, settings)) {
    const { names } = place;
    const level = names.findIndex(({ start, end }) => offset >= start && offset <= end);
    if (level < 0) continue;
    if (level === names.length - 1 && settings.taskType.levels === 'text') {
      return { type, above: [], range, placeholder: taskTypeText(type, settings.taskType) };
    }
    const above = type.slice(0, level);
    return { type: type.slice(0, level + 1), above, range: rangeOf(placed, names[level]!), placeholder: type[level]! };
  }
  return undefined;
}

/** The task type whose name stands at a position of a taxonomy. */
export function typeInTaxonomy({ text, at }: TaxonomyFile, position: Position): TypeUnderCursor | undefined {
  const document = TextDocument.create('', 'json', 0, text);
  const found = typeAt(text, at, document.offsetAt(position));
  if (!found) return undefined;
  const { type, node } = found;
  const range = {
    start: document.positionAt(node.offset + 1),
    end: document.positionAt(node.offset + node.length - 1),
  };
  return { type, above: type.slice(0, -1), range, placeholder: type.at(-1)! };
}

function rangeOf(placed: PlacedPiece<unknown>, { start, end }: Span): Range {
  const { valueStart } = placed.piece;
  const [from, to] = positionsIn(placed, [start + valueStart, end + valueStart]);
  return { start: from!, end: to! };
}
