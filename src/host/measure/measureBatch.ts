import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import { parseFor, unused, type Meter } from '../../tokens/meter';
import type { RecordBatch } from './recordBatches';
import { recordsText, type RecordText } from './recordText';
import { totalsOf, type Measured, type Totals } from './totals';

/** What is wanted of the records of a file. */
export interface Wanted {
  /** As which text they are written out; undefined: only the totals. */
  readonly text: RecordText | undefined;
  /** With the ids and labels, in JSON. */
  readonly feed: boolean;
}

export interface MeasuredBatch {
  readonly kind: 'measured';
  /** The records written out, or ''. */
  readonly text: string;
  readonly totals: Totals;
}

/**
 * Measures the records of a batch.
 *
 * @param path of their file, as it is shown
 * @param cutoff tokens that a record may have; null if nothing is cut
 */
export function measureBatch(
  path: string,
  batch: RecordBatch,
  { meter, cutoff }: { readonly meter: Meter; readonly cutoff: number | null },
  { text, feed }: Wanted,
): MeasuredBatch {
  const records = batch.records.map((bytes, i): Measured => {
    const place = { record: batch.first + i, line: batch.lines[i]! };
    const parsed = parseRecord(bytes, (json) => parseFor(meter, json));
    if ('problem' in parsed) return { ...place, measure: unused('failed', parsed.problem), isUnreadable: true };
    return { ...place, measure: meter.measure(parsed.value, feed), isUnreadable: false };
  });
  return {
    kind: 'measured',
    text: text === undefined ? '' : recordsText(text, path, records, batch.first === 0),
    totals: totalsOf(records, cutoff),
  };
}

/**
 * @param bytes of UTF-8, one in each unit
 * @param parse throws a SyntaxError for what is no JSON
 * @returns the record, or what is wrong with its text, for people
 */
export function parseRecord(
  bytes: string,
  parse: (json: string) => unknown,
): { readonly value: unknown } | { readonly problem: string } {
  const buffer = Buffer.from(bytes, 'latin1');
  if (!isUtf8(buffer)) return { problem: l10n.t('This is not UTF-8 text.') };
  try {
    return { value: parse(buffer.toString('utf8')) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: l10n.t('This is not valid JSON: {0}', error.message) };
  }
}
