import { offsetIn, positionIn, positionsIn, type Range } from '../../dataset/datasetText';
import { decodeString, unitAt, type DecodedString } from '../../dataset/jsonString';
import { valueText } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import { treeOf } from '../../dataset/tree';
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import type { LongRecord, SelectionCount, ShownToken, ShownTokens } from '../../protocol/messages';
import type { Analysis } from '../../rules/checker';
import type { Counted } from '../../rules/lengths';
import type { Counting } from '../counting';
import type { RecordCounter } from '../counters';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { isTooLarge } from './limits';
import { labelOf, recordRange } from './outline';

/** Tokens that are shown at once: more decorations make the editor slow. */
const MAX_SHOWN = 5000;
/** Texts that are looked at for it. */
const MAX_TEXTS = 1000;

/** A text of a record that a range touches, with the part of it that is meant. */
interface TouchedText {
  readonly placed: PlacedPiece<Analysis>;
  readonly decoded: DecodedString;
  /** UTF-16 units of the decoded text. */
  readonly from: number;
  readonly to: number;
}

export function longestRecords({ checked, format }: OpenDataset, limit: number): LongRecord[] {
  return checked.longest(limit).map((placed) => {
    const { tokens, trained } = placed.piece.analysis!.counted!;
    return {
      record: placed.record,
      tokens,
      trained,
      range: recordRange(placed),
      preview: labelOf(placed.piece, format),
    };
  });
}

/** What the ranges hold: the tokens of parts of texts, or of the records that they touch. */
export async function countSelection(
  document: OpenDocument,
  ranges: readonly Range[],
  counting: Counting,
): Promise<SelectionCount | null> {
  const { dataset } = document;
  const counter = counting.counter(document.uri);
  const selected = ranges.filter(({ start, end }) => isBefore(start, end));
  if (!dataset || !counter || counter.facts.fault !== null || selected.length === 0) return null;
  const texts = selected.map((range) => textAround(dataset, range)).filter((text) => text !== undefined);
  if (texts.length === selected.length) {
    const counts = texts.map(({ decoded, from, to }) => counter.countText(decoded.text.slice(from, to)));
    return { kind: 'text', tokens: (await Promise.all(counts)).reduce((sum, count) => sum + count, 0) };
  }
  const touched = new Map<unknown, Counted | undefined>();
  for (const range of selected) {
    for (const { piece } of await counting.all(document, range)) touched.set(piece, piece.analysis?.counted);
  }
  if (touched.size === 0) return null;
  const all = [...touched.values()];
  const sum = (key: 'tokens' | 'trained'): number => all.reduce((total, counted) => total + (counted?.[key] ?? 0), 0);
  return { kind: 'records', records: all.length, tokens: sum('tokens'), trained: sum('trained') };
}

/** The tokens of the texts that the ranges touch, as the model sees the whole texts. */
export async function showTokens(
  document: OpenDocument,
  ranges: readonly Range[],
  counter: RecordCounter,
): Promise<ShownTokens> {
  const { version, dataset } = document;
  const tokens: ShownToken[] = [];
  const texts = dataset ? ranges.flatMap((range) => textsIn(dataset, range)) : [];
  let total = 0;
  for (const { decoded, from, to, placed } of texts) {
    const located = await counter.locate(decoded.text, { from, to, limit: MAX_SHOWN - tokens.length });
    total += located.total;
    const place = (units: readonly number[]) =>
      positionsIn(
        placed,
        units.map((unit) => placed.piece.valueStart + decoded.offsets[unit]!),
      );
    const starts = place(located.tokens.map(({ start }) => start));
    const ends = place(located.tokens.map(({ end }) => end));
    for (const [i, { id, special, text }] of located.tokens.entries()) {
      tokens.push({ range: { start: starts[i]!, end: ends[i]! }, id, special, text });
    }
  }
  const isWhole = texts.length < MAX_TEXTS;
  return { version, tokenizer: counter.facts.tokenizer, tokens, total: isWhole ? total : null };
}

/** The text in which a range begins and ends, if it is one. */
function textAround(dataset: OpenDataset, range: Range): TouchedText | undefined {
  const texts = textsIn(dataset, range);
  const [only] = texts;
  if (!only || texts.length > 1) return undefined;
  const base = only.placed.piece.valueStart;
  const open = only.decoded.offsets[0]! - 1;
  const close = only.decoded.offsets.at(-1)!;
  const { start, end } = range;
  const first = positionIn(only.placed, base + open);
  const last = positionIn(only.placed, base + close + 1);
  return isBefore(start, first) || isBefore(last, end) ? undefined : only;
}

/** The texts (string values, not keys) of the records that a range touches. */
function textsIn(dataset: OpenDataset, range: Range): TouchedText[] {
  const { text } = dataset.checked;
  const found: TouchedText[] = [];
  const first = text.pieces.at(range.start);
  if (!first) return found;
  for (const placed of text.pieces.placed(first.index)) {
    if (isBefore(range.end, placed.start) || found.length >= MAX_TEXTS) break;
    if (placed.piece.kind !== 'record' || isTooLarge(placed.piece)) continue;
    const source = valueText(placed.piece);
    const tree = treeOf(source);
    if (!tree) continue;
    const [from, to] = [range.start, range.end].map((position) => offsetIn(placed, position) - placed.piece.valueStart);
    for (const node of touched(tree, from!, to!)) {
      const decoded = decodeString(source, node.offset);
      const isPlace = from === to;
      const start = isPlace ? 0 : unitAt(decoded, from!);
      const end = isPlace ? decoded.text.length : unitAt(decoded, to!);
      if (end > start) found.push({ placed, decoded, from: start, to: end });
    }
  }
  return found;
}

function touched(root: Node, from: number, to: number): Node[] {
  if (from === to) {
    const node = findNodeAtOffset(root, from, true);
    return node?.type === 'string' && !isKey(node) ? [node] : [];
  }
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.offset >= to || node.offset + node.length <= from) return;
    if (node.type === 'string' && !isKey(node)) found.push(node);
    node.children?.forEach(visit);
  };
  visit(root);
  return found;
}

function isKey(node: Node): boolean {
  return node.parent?.type === 'property' && node.parent.children?.[0] === node;
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
