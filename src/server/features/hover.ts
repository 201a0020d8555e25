import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type { Hover, Position } from 'vscode-languageserver';
import { positionIn } from '../../dataset/datasetText';
import { isJsonObject } from '../../dataset/jsonObject';
import { valueText } from '../../dataset/piece';
import { allTurns } from '../../dataset/sample';
import { isMessagePath, type Path, type Place } from '../../dataset/schemaAt';
import type { PlacedPiece } from '../../dataset/sequence';
import { pointerOf } from '../../dataset/tree';
import type { Target } from '../../tokens/measuring';
import type { OpenDataset } from '../openDocument';
import { Cursor } from './editing/cursor';
import { aboutLabel } from './editing/labelTexts';
import { heading, mappedAs, meaning, readersOf, roleCard, roleMeaning, toolCard } from './editing/hoverTexts';
import { isTooLarge } from './limits';

/** What a line of a hover may lead to; longer descriptions come from the data. */
const MAX_LENGTH = 2000;

/**
 * What the key or the value at a position means, at every depth and in JSON texts within the record's strings.
 *
 * @param target the trainer of the project: what it reads, and as what, is told too
 */
export function hover(dataset: OpenDataset, position: Position, target?: Target): Hover | null {
  const located = dataset.checked.text.locate(position);
  return located ? hoverIn(dataset, located, target) : null;
}

/**
 * As {@link hover}, for a place in a piece, which need not be one of the file's.
 *
 * @param located `at`: in the piece's text
 */
export function hoverIn(
  { checker, format }: OpenDataset,
  located: PlacedPiece<unknown> & { readonly at: number },
  target?: Target,
): Hover | null {
  if (located.piece.kind !== 'record' || isTooLarge(located.piece)) return null;
  const { valueStart } = located.piece;
  const cursor = Cursor.at(format, valueText(located.piece), located.at - valueStart);
  const node = cursor.json.tree && findNodeAtOffset(cursor.json.tree, cursor.offset, true);
  if (!node || node.type === 'object' || node.type === 'array' || node.type === 'property') return null;
  const told = [...tell(cursor, node, target), ...aboutLabel(cursor, getNodePath(node), checker.labels)].filter(
    (part) => part !== '',
  );
  if (told.length === 0) return null;
  const [start, end] = [node.offset, node.offset + node.length].map((at) => valueStart + cursor.json.inRecord(at));
  return {
    contents: { kind: 'markdown', value: told.map((part) => part.slice(0, MAX_LENGTH)).join('\n\n') },
    range: { start: positionIn(located, start!), end: positionIn(located, end!) },
  };
}

function tell(cursor: Cursor, node: Node, target: Target | undefined): string[] {
  const path: Path = getNodePath(node);
  const key = path.at(-1);
  const isKey = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  const tool = toolAt(cursor, path, isKey);
  if (tool) return toolCard(tool);
  const places = cursor.placesAt(path);
  const about = key === undefined ? [] : describe(cursor, path, places);
  const isRecord = cursor.kind === 'record';
  const mapped = isRecord && path.length === 1 ? mappedAs(cursor.format, String(key), target) : [];
  if (about.length === 0 && mapped.length > 0) about.push(heading(String(key), [], []));
  return [...about, ...mapped, ...(isRecord ? ofMessage(cursor, path, target) : [])];
}

/** The field, the parameter or the item at a path. */
function describe(cursor: Cursor, path: Path, places: readonly Place[]): string[] {
  const key = path.at(-1);
  if (typeof key === 'number') return [...meaning(places), ...speakerOf(cursor, path)];
  if (places.every(({ schema }) => Object.keys(schema).length === 0)) return [];
  return [heading(String(key), places, cursor.placesAt(path.slice(0, -1))), ...meaning(places)];
}

/** Of a text of a pair, such as one of Alpaca's history: who says it. */
function speakerOf(cursor: Cursor, path: Path): string[] {
  if (cursor.kind !== 'record' || !isJsonObject(cursor.value)) return [];
  const pointer = pointerOf(path);
  const turn = allTurns(cursor.format.read(cursor.value)).find(({ pointers }) => pointers.includes(pointer));
  return turn ? [roleCard(turn.role)] : [];
}

/** What the key or value of a message tells beyond what it is: the role, who reads a weight. */
function ofMessage(cursor: Cursor, path: Path, target: Target | undefined): string[] {
  const message = path.slice(0, -1);
  if (!isMessagePath(cursor.format, message)) return [];
  const key = String(path.at(-1));
  return key === cursor.format.names.role ? roleMeaning(cursor.format, cursor.valueAt(path)) : readersOf(key, target);
}

/** The tool that a call names, or whose arguments these are: on the name, and on the key of the arguments. */
function toolAt(cursor: Cursor, path: Path, isKey: boolean): Cursor['tools'][number] | undefined {
  const call = cursor.callPath(path);
  const key = path.at(-1);
  if (!call || path.length !== call.length + 1) return undefined;
  if (key !== 'name' && !(key === 'arguments' && isKey)) return undefined;
  const name = cursor.valueAt([...call, 'name']);
  return cursor.tools.find((tool) => tool.name === name);
}
