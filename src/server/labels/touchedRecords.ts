import type { Range } from '../../dataset/datasetText';
import type { PlacedPiece, Position } from '../../dataset/sequence';
import type { Analysis } from '../../rules/checker';
import { recordRange } from '../features/outline';
import type { OpenDataset } from '../openDocument';

type Placed = PlacedPiece<Analysis>;

/** The records that ranges touch, each once, in their order. An empty range touches the record on whose lines it stands. */
export function touchedRecords(dataset: OpenDataset, ranges: readonly Range[]): Placed[] {
  const found = new Map<number, Placed>();
  for (const { start, end } of ranges) {
    const touched = isBefore(start, end) ? recordsIn(dataset, start, end) : [recordAt(dataset, start)];
    for (const placed of touched) if (placed) found.set(placed.index, placed);
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** The record on whose lines a position stands; where several share the line, the one that it is in or behind. */
export function recordAt(dataset: OpenDataset, position: Position): Placed | undefined {
  const { line } = position;
  const onLine = recordsFrom(dataset, { line, character: 0 }, { line: line + 1, character: 0 }).filter((placed) => {
    const { start, end } = recordRange(placed);
    return start.line <= line && line <= end.line;
  });
  return onLine.findLast((placed) => !isBefore(position, recordRange(placed).start)) ?? onLine[0];
}

function recordsIn(dataset: OpenDataset, from: Position, to: Position): Placed[] {
  return recordsFrom(dataset, from, to).filter((placed) => {
    const { start, end } = recordRange(placed);
    return isBefore(start, to) && isBefore(from, end);
  });
}

/** The records whose pieces begin before `to`, from the piece at `from` on. */
function recordsFrom({ checked }: OpenDataset, from: Position, to: Position): Placed[] {
  const { pieces } = checked.text;
  const first = pieces.at(from);
  const records: Placed[] = [];
  if (!first) return records;
  for (const placed of pieces.placed(first.index)) {
    if (!isBefore(placed.start, to)) break;
    if (placed.piece.kind === 'record') records.push(placed);
  }
  return records;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
