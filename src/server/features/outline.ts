import * as l10n from '@vscode/l10n';
import { FoldingRangeKind, SymbolKind, type DocumentSymbol, type FoldingRange } from 'vscode-languageserver';
import { positionIn, type Range } from '../../dataset/datasetText';
import type { Format } from '../../dataset/format';
import { valueText, type Piece } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import type { OpenDataset } from '../openDocument';

/** Records in the outline; more would make every change slow. */
export const MAX_SYMBOLS = 5000;
const MAX_FOLDS = 5000;
const MAX_LABEL = 40;

/** An entry a record: its number and the beginning of what the user says last, or of a text without turns. */
export function outline({ checked, format }: OpenDataset): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const placed of checked.text.pieces.placed()) {
    if (placed.piece.kind !== 'record') continue;
    if (symbols.length === MAX_SYMBOLS) break;
    const range = recordRange(placed);
    const name = `${placed.record + 1} · ${labelOf(placed.piece, format)}`;
    symbols.push({ name, kind: SymbolKind.Object, range, selectionRange: { start: range.start, end: range.start } });
  }
  return symbols;
}

/** Where a record's value stands in the file. */
export function recordRange(placed: PlacedPiece<unknown>): Range {
  return {
    start: positionIn(placed, placed.piece.valueStart),
    end: positionIn(placed, placed.piece.valueEnd),
  };
}

/** A fold for every record that goes over several lines. */
export function folds({ checked }: OpenDataset): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  for (const placed of checked.text.pieces.placed()) {
    if (placed.piece.kind !== 'record') continue;
    const { start, end } = recordRange(placed);
    if (end.line - start.line < 2) continue;
    ranges.push({ startLine: start.line, endLine: end.line - 1, kind: FoldingRangeKind.Region });
    if (ranges.length === MAX_FOLDS) break;
  }
  return ranges;
}

export function labelOf(piece: Piece, format: Format): string {
  try {
    const value: unknown = JSON.parse(valueText(piece));
    if (typeof value === 'object' && value !== null) {
      const { turns } = format.read(value as Record<string, unknown>);
      const asked = format.purpose === 'text' ? turns[0] : turns.findLast(({ role }) => role === 'user');
      const text = asked?.content.trim().replace(/\s+/g, ' ') ?? '';
      if (text !== '') return [...text].length > MAX_LABEL ? `${[...text].slice(0, MAX_LABEL).join('')}…` : text;
    }
    return l10n.t('(no prompt)');
  } catch {
    return l10n.t('(not readable)');
  }
}
