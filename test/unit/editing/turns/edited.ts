import { strict as assert } from 'node:assert';
import { applyEdits } from '../../../../src/dataset/edits';
import { formatById, type Format } from '../../../../src/dataset/format';
import { RecordText } from '../../../../src/editing/recordText';
import { isRefused } from '../../../../src/editing/refused';
import { editTurn } from '../../../../src/editing/turns/editTurn';
import type { TurnOperation } from '../../../../src/editing/turns/operations';

/** The record after an operation; what refuses it, in brackets. */
export function edited(format: string | Format, text: string, operation: TurnOperation): string {
  const result = attempt(format, text, operation);
  return typeof result === 'string' ? result : `(${result.refused})`;
}

export function attempt(
  format: string | Format,
  text: string,
  operation: TurnOperation,
  neighbours: readonly string[] = [],
): string | { readonly refused: string } {
  const record = RecordText.read(text, formatOf(format), neighbours);
  if (isRefused(record)) return record;
  const edits = editTurn(record, operation);
  if (isRefused(edits)) return edits;
  for (const { start, end } of edits) assert.ok(start >= 0 && start <= end && end <= text.length);
  const after = applyEdits(text, edits);
  JSON.parse(after);
  return after;
}

export function formatOf(format: string | Format): Format {
  return typeof format === 'string' ? formatById(format)! : format;
}
