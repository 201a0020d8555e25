import { isJsonObject } from '../../dataset/jsonObject';
import { valueText, type Piece } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import { LabelTotals, type LabelTotal } from '../../labels/coverage';
import type { LabelReader, RecordLabels } from '../../labels/labelReader';
import type { Analysis } from '../../rules/checker';
import type { OpenDataset } from '../openDocument';

/** What is known of a dataset's records for coverage. Plain numbers, kept when the dataset is let go. */
export interface DatasetTotals {
  readonly totals: readonly LabelTotal[];
  /** Records that can't be read. */
  readonly unreadable: number;
}

/** Adds up a dataset's records as they stand now, checked or not. 100,000 records take some milliseconds once they are checked. */
export function totalsOf({ checked }: OpenDataset, reader: LabelReader): DatasetTotals {
  const totals = new LabelTotals();
  let unreadable = 0;
  for (const { piece } of checked.text.pieces.placed()) {
    if (piece.kind !== 'record') continue;
    const labels = labelsOf(piece, reader);
    if (!labels) unreadable++;
    else totals.add(labels, findingsOf(piece), countedOf(piece));
  }
  return { totals: totals.list, unreadable };
}

/** The labels of a record; undefined if it can't be read. */
export function labelsOf(piece: Piece<Analysis>, reader: LabelReader): RecordLabels | undefined {
  if (piece.analysis?.labels) return piece.analysis.labels;
  const value = parsed(piece);
  return value && reader.of(value);
}

/** The record as JSON gives it; undefined if it is none, or no object. */
export function parsed(piece: Piece): Readonly<Record<string, unknown>> | undefined {
  if (!piece.shape) return undefined;
  try {
    const value: unknown = JSON.parse(valueText(piece));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The records of a dataset that are meant. */
export function* chosenRecords(
  { checked }: OpenDataset,
  reader: LabelReader,
  isChosen: (labels: RecordLabels | undefined) => boolean,
): Generator<{ readonly placed: PlacedPiece<Analysis>; readonly labels: RecordLabels | undefined }> {
  const known = new Map<RecordLabels, boolean>();
  for (const placed of checked.text.pieces.placed()) {
    if (placed.piece.kind !== 'record') continue;
    const labels = labelsOf(placed.piece, reader);
    let isMeant = labels && known.get(labels);
    if (isMeant === undefined) {
      isMeant = isChosen(labels);
      if (labels) known.set(labels, isMeant);
    }
    if (isMeant) yield { placed, labels };
  }
}

/** Findings that are shown. */
export function findingsOf({ analysis }: Piece<Analysis>): number {
  const findings = analysis?.findings ?? [];
  return findings.length === 0 ? 0 : findings.filter(({ silent }) => !silent).length;
}

function countedOf({ analysis }: Piece<Analysis>): Analysis['counted'] {
  const counted = analysis?.counted;
  return counted?.isUncountable ? undefined : counted;
}
