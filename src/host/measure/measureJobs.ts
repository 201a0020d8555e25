import { columnsOf, mergeColumns, type Columns } from '../../tokens/llamafactory/columns';
import { readRecord } from '../../tokens/llamafactory/readRecord';
import type { MeasureSettings } from '../../tokens/measuring';
import { useLanguage } from '../language';
import { measureBatch, parseRecord, type MeasuredBatch, type Wanted } from './measureBatch';
import { openMeter, type OpenedMeter, type Places } from './openMeter';
import type { RecordBatch } from './recordBatches';

/** Which meter is to be used. Every thread opens its own; equal keys mean the same one. */
export interface MeterChoice {
  readonly key: string;
  readonly settings: MeasureSettings;
  readonly places: Places;
}

/** A piece of work on some records of a file, which any thread can do. */
export type MeasureJob =
  | {
      readonly kind: 'measure';
      /** Of the file, as it is shown. */
      readonly path: string;
      readonly batch: RecordBatch;
      readonly meter: MeterChoice;
      readonly wanted: Wanted;
      /** Of the messages; undefined for English. */
      readonly language: string | undefined;
    }
  | {
      readonly kind: 'columns';
      readonly batch: RecordBatch;
      /** See {@link columnsOf}. */
      readonly dates: boolean;
    };

export type MeasureAnswer = MeasuredBatch | { readonly kind: 'columns'; readonly columns: Columns };

/** Does a job on this thread. @throws MeterFault */
export async function doMeasureJob(job: MeasureJob): Promise<MeasureAnswer> {
  if (job.kind === 'columns') return { kind: 'columns', columns: columnsOfBatch(job.batch, job.dates) };
  await useLanguage(job.language);
  return measureBatch(job.path, job.batch, await meterOf(job.meter), job.wanted);
}

/** Does jobs on this thread, one after the other. */
export async function* doMeasureJobs(jobs: AsyncIterable<MeasureJob>): AsyncGenerator<MeasureAnswer> {
  for await (const job of jobs) yield await doMeasureJob(job);
}

let last: { readonly key: string; readonly opened: Promise<OpenedMeter> } | undefined;

/** Opens a meter; the last one is kept. @throws MeterFault */
export function meterOf({ key, settings, places }: MeterChoice): Promise<OpenedMeter> {
  if (last?.key !== key) last = { key, opened: openMeter(settings, places) };
  return last.opened;
}

function columnsOfBatch({ records }: RecordBatch, dates: boolean): Columns {
  let columns: Columns = new Map();
  for (const bytes of records) {
    const parsed = parseRecord(bytes, readRecord);
    if ('value' in parsed) columns = mergeColumns(columns, columnsOf(parsed.value, dates));
  }
  return columns;
}
