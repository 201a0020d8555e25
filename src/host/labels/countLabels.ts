import type { LabelTotals } from '../../labels/coverage';
import type { LabelReader } from '../../labels/labelReader';
import { parseFor, type Meter } from '../../tokens/meter';
import type { SourceFile } from '../convert/sourceFile';
import { recordIn, textOf } from './readRecord';

/** What a file adds to the totals. */
export interface LabelCount {
  readonly records: number;
  /** Records whose text is no JSON object or no UTF-8: they have no labels and aren't in the totals. */
  readonly unreadable: number;
}

/**
 * Adds up the labels of a file's records.
 *
 * @param meter counts their tokens; without it they stay unknown, which is faster by far
 * @throws SourceChanged, and the errors of the file system
 */
export async function countLabels(
  source: SourceFile,
  reader: LabelReader,
  totals: LabelTotals,
  meter: Meter | undefined,
  onProgress: (done: number) => void,
): Promise<LabelCount> {
  let [records, unreadable] = [0, 0];
  for await (const { isRecord, bytes, done } of source.records()) {
    onProgress(done);
    if (!isRecord) continue;
    records++;
    const text = textOf(bytes);
    const record = text === undefined ? undefined : recordIn(text);
    if (text === undefined || !record) unreadable++;
    else totals.add(reader.of(record), 0, meter && tokensOf(meter, text));
  }
  return { records, unreadable };
}

/** Undefined for a record that the trainer would stumble over. */
function tokensOf(meter: Meter, text: string): { tokens: number; trained: number } | undefined {
  const { status, tokens, trained } = meter.measure(parseFor(meter, text));
  return status === 'failed' ? undefined : { tokens, trained };
}
