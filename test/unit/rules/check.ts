import { DatasetText } from '../../../src/dataset/datasetText';
import { formatById } from '../../../src/dataset/format';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker, type CheckOptions } from '../../../src/rules/checker';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import type { RangeEdit } from '../../../src/rules/checkedDataset';

/** A text with everything found in it. */
export function checked(text: string, options: Partial<CheckOptions> = {}): CheckedDataset {
  const dataset = new CheckedDataset(text, new Checker({ format: formatById('alpaca'), ...options }));
  while (!dataset.check()) continue;
  return dataset;
}

/** `rule@line:character`, 0-based, of everything found in a text. */
export function found(text: string, options: Partial<CheckOptions> = {}): string[] {
  return checked(text, options).findings(Infinity).map(label);
}

export function label({ rule, range }: PlacedFinding): string {
  return `${rule}@${range.start.line}:${range.start.character}`;
}

/** The text after edits whose positions are those of the text before. */
export function applied(text: string, edits: readonly RangeEdit[]): string {
  const dataset = new DatasetText(text);
  const last = [...edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const { range, text: inserted } of last) dataset.edit(range, inserted);
  return dataset.text();
}
