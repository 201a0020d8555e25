import type { Connection } from 'vscode-languageserver';
import { positionsIn, type Range } from '../../dataset/datasetText';
import type { Fields } from '../../dataset/format';
import type { PlacedPiece, Position } from '../../dataset/sequence';
import { MAX_TREE_DEPTH, nodeAt, treeOf } from '../../dataset/tree';
import { valueText } from '../../dataset/piece';
import { kindDescription } from '../../labels/kindDescription';
import type { RobustnessSettings } from '../../labels/labelSettings';
import { markerOf } from '../../labels/marker';
import { promptTurn, twinKey } from '../../labels/twins/prompt';
import {
  FindCleanTwin,
  ListMarked,
  MarkedTouched,
  type CleanTwin,
  type CleanTwinParams,
  type MarkedParams,
  type MarkedRecord,
  type MarkedTouchedParams,
} from '../../protocol/twins';
import type { Analysis } from '../../rules/checker';
import { recordRange } from '../features/outline';
import { isTooLarge } from '../features/limits';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { parsed } from './recordsOf';
import { recordAt, touchedRecords } from './touchedRecords';

/** Marked records that are told at once: an editor shows far fewer. */
const MOST_TOLD = 500;
/** Records before and behind a marked one among which its clean twin is looked for without being asked. */
const NEAR = 20;
const TEXTS = 20;

type Placed = PlacedPiece<Analysis>;

/** Tells of records that are bad on purpose, and of edits that do away with them. */
export class MarkedFeatures {
  constructor(
    private readonly connection: Connection,
    private readonly get: (uri: string) => OpenDocument | undefined,
    private readonly settings: (uri: string) => RobustnessSettings,
  ) {}

  listen(): void {
    this.connection.onRequest(ListMarked.method, ({ uri, range }: MarkedParams): MarkedRecord[] => {
      const dataset = this.get(uri)?.dataset;
      return dataset ? markedIn(dataset, range, this.settings(uri)) : [];
    });
    this.connection.onRequest(FindCleanTwin.method, ({ uri, position }: CleanTwinParams): CleanTwin | null => {
      const dataset = this.get(uri)?.dataset;
      return dataset ? cleanTwin(dataset, position, this.settings(uri)) : null;
    });
  }

  /** Tells the client if the last edit did away with marked records. */
  changed(document: OpenDocument): void {
    const touched = document.takeTouched();
    if (touched.length === 0) return;
    const count = (what: 'deleted' | 'rewritten'): number => touched.filter((each) => each.what === what).length;
    const params: MarkedTouchedParams = {
      uri: document.uri,
      version: document.version,
      deleted: count('deleted'),
      rewritten: count('rewritten'),
      texts: touched.slice(0, TEXTS).map(({ text }) => text),
    };
    void this.connection.sendNotification(MarkedTouched.method, params);
  }
}

function markedIn(dataset: OpenDataset, range: Range, settings: RobustnessSettings): MarkedRecord[] {
  const marked: MarkedRecord[] = [];
  for (const placed of touchedRecords(dataset, [range])) {
    if (!mayBeMarked(placed, settings)) continue;
    const record = parsed(placed.piece);
    const marker = record && markerOf(record, settings);
    if (!marker) continue;
    const { variantOf } = marker;
    const twin = variantOf === undefined ? undefined : nearTwin(dataset, placed, variantOf, settings);
    marked.push({
      record: placed.record,
      range: recordRange(placed),
      prompts: promptRanges(dataset, placed, record),
      kinds: marker.kinds.map((name) => ({ name, description: descriptionOf(name, settings) })),
      variantOf: variantOf ?? null,
      twin: twin?.record ?? null,
    });
    if (marked.length === MOST_TOLD) break;
  }
  return marked;
}

function descriptionOf(kind: string, { kinds }: RobustnessSettings): string | null {
  return (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? kindDescription(kind) ?? null;
}

/** What is known of its labels says so; where nothing is known, the name of the field stands in it. */
function mayBeMarked({ piece }: Placed, { field }: RobustnessSettings): boolean {
  const labels = piece.analysis?.labels;
  return labels ? labels.kinds.length > 0 : piece.text.includes(JSON.stringify(field));
}

function promptRanges({ format }: OpenDataset, placed: Placed, record: Fields): Range[] {
  const { piece } = placed;
  const turn = promptTurn(format.read(record));
  if (!turn || isTooLarge(piece) || (piece.shape?.depth ?? 0) > MAX_TREE_DEPTH) return [];
  const tree = treeOf(valueText(piece));
  return turn.pointers.flatMap((pointer) => {
    const node = tree && nodeAt(tree, pointer);
    if (node?.type !== 'string' || node.length <= 2) return [];
    const start = piece.valueStart + node.offset;
    const [from, to] = positionsIn(placed, [start, start + node.length]);
    return [{ start: from!, end: to! }];
  });
}

function cleanTwin(dataset: OpenDataset, position: Position, settings: RobustnessSettings): CleanTwin {
  const placed = recordAt(dataset, position);
  const record = placed && parsed(placed.piece);
  const variantOf = record && markerOf(record, settings)?.variantOf;
  if (variantOf === undefined) return { variantOf: null, found: null };
  const near = nearTwin(dataset, placed!, variantOf, settings);
  const twin = near ?? findTwin(dataset, dataset.checked.text.pieces.placed(), variantOf, settings);
  return { variantOf, found: twin ? { record: twin.record, range: recordRange(twin) } : null };
}

function nearTwin(
  dataset: OpenDataset,
  { index }: Placed,
  variantOf: string,
  settings: RobustnessSettings,
): Placed | undefined {
  const { pieces } = dataset.checked.text;
  const around: Placed[] = [];
  for (const placed of pieces.placed(Math.max(0, index - NEAR))) {
    if (placed.index > index + NEAR) break;
    around.push(placed);
  }
  // A twin stands right below its clean record, mostly.
  return findTwin(
    dataset,
    around.sort((a, b) => Math.abs(a.index - index) - Math.abs(b.index - index)),
    variantOf,
    settings,
  );
}

function findTwin(
  { format }: OpenDataset,
  among: Iterable<Placed>,
  variantOf: string,
  settings: RobustnessSettings,
): Placed | undefined {
  for (const placed of among) {
    const record = placed.piece.kind === 'record' ? parsed(placed.piece) : undefined;
    if (record && !markerOf(record, settings) && twinKey(record, valueText(placed.piece), format) === variantOf)
      return placed;
  }
  return undefined;
}
