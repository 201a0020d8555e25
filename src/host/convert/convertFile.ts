import { isUtf8 } from 'node:buffer';
import type { ContainerId } from '../../dataset/container';
import { convertRecord, type ConversionPlan, type Converted } from '../../convert/conversion';
import { LossTotals, type LossTotal } from '../../convert/losses';
import { Refusals } from '../../convert/refusals';
import { utf8Of, type SourceFile, type SourceRecord } from './sourceFile';
import type { StagedFiles } from './stagedFiles';
import { RecordWriter } from './recordWriter';

/** What the first look at a file tells. */
export interface Survey {
  /** Records of the source, and records that they become. */
  readonly records: number;
  readonly results: number;
  readonly losses: readonly LossTotal[];
  /** What can't go along. */
  readonly refused: Refusals;
}

/** What becomes of a record of the file; without a plan it stays as it is. */
export type Conversion = (record: SourceRecord) => Converted;

/** Converts by a plan; without one records only have to be sound. */
export function conversionOf(plan: ConversionPlan | undefined): Conversion {
  return (record) => {
    const { bytes, isRecord, isWhole } = record;
    if (!isRecord) return { obstacle: { code: 'betweenRecords' } };
    if (!isWhole || !isJson(bytes)) return { obstacle: { code: 'notJson' } };
    if (!plan) return { records: [bytes], losses: [] };
    const utf8 = utf8Of(bytes);
    if (!isUtf8(utf8)) return { obstacle: { code: 'notUtf8' } };
    const converted = convertRecord(plan, utf8.toString('utf8'));
    if ('obstacle' in converted) return converted;
    return { ...converted, records: converted.records.map((text) => Buffer.from(text, 'utf8').toString('latin1')) };
  };
}

/** Looks at what a conversion would do, without writing anything. @throws SourceChanged, and the errors of the file system */
export async function surveyConversion(
  source: SourceFile,
  conversion: Conversion,
  onProgress: (done: number) => void,
): Promise<Survey> {
  const totals = new LossTotals();
  const refused = new Refusals();
  let [records, results] = [0, 0];
  for await (const record of source.records()) {
    const converted = conversion(record);
    if (record.isRecord) records++;
    if ('obstacle' in converted) refused.add(record.index, converted.obstacle);
    else {
      results += converted.records.length;
      totals.add(record.index, converted.losses);
    }
    onProgress(record.done);
  }
  return { records, results, refused, losses: totals.list() };
}

/** Writes what the records become; those that can't go along are left out. @throws SourceChanged, and the errors of the file system */
export async function writeConversion(
  source: SourceFile,
  conversion: Conversion,
  target: StagedFiles,
  container: ContainerId,
  onProgress: (done: number) => void,
): Promise<void> {
  const keepsLines = container === source.container.id;
  const writer = new RecordWriter(target.file(0), container, layoutFor(source, container), keepsLines);
  for await (const record of source.records()) {
    const converted = conversion(record);
    if ('obstacle' in converted) continue;
    for (const bytes of converted.records) await writer.write(bytes);
    onProgress(record.done);
  }
  await writer.end();
}

/** A file of the other container has a record on each line. */
export function layoutFor({ layout, container: { id } }: SourceFile, container: ContainerId): SourceFile['layout'] {
  return id === container ? layout : { ...layout, elementStart: layout.lineEnd };
}

/** Brackets and quotes in order is not enough: numbers and escapes must be, too. The bytes of UTF-8 are as good as the text here. */
export function isJson(bytes: string): boolean {
  try {
    JSON.parse(bytes);
    return true;
  } catch {
    return false;
  }
}
