import { wishedFormat } from '../../dataset/datasetInfo/wishedFormat';
import { haveConflict, mergeColumns, type Columns } from '../../tokens/llamafactory/columns';
import type { MeasureSettings } from '../../tokens/measuring';
import type { Wanted } from './measureBatch';
import { DatasetFile } from './datasetFile';
import { doMeasureJobs, meterOf, type MeasureAnswer, type MeasureJob, type MeterChoice } from './measureJobs';
import type { MeasurePool } from './measurePool';
import { readsColumns } from './openLlamaFactory';
import type { OpenedMeter, Places } from './openMeter';
import type { RecordBatch } from './recordBatches';
import { TotalsSum, type Totals } from './totals';

/** How a file is to be measured. */
export interface FileMeasuring {
  /** As the file is called in the report. */
  readonly shownPath: string;
  readonly settings: MeasureSettings;
  /** Without a format's id it is detected. */
  readonly places: Places;
  readonly wanted: Wanted;
  /** Of the messages; undefined for English. */
  readonly language: string | undefined;
}

/** Who hears of a file while it is measured. */
export interface MeasureListener {
  /** The meter is open, and nothing has been measured yet. */
  opened(meter: OpenedMeter): void | Promise<void>;
  /** The next records, as text; they are waited for, so that no output piles up. */
  records(text: string): void | Promise<void>;
  /** @param done from 0 to 1 */
  progress(done: number): void;
}

/**
 * Measures a file of any size: what is in memory at a time is some batches of records, or the longest record.
 *
 * With a `dataset_info.json` of LLaMA-Factory the file is read twice: what its records hold together decides how each is read.
 *
 * @param pool threads to divide the records among; without it they are measured on this thread
 * @throws MeterFault, NoDataset, and the errors of the file system
 */
export async function measureFile(
  path: string,
  measuring: FileMeasuring,
  listener: MeasureListener,
  pool?: MeasurePool,
): Promise<Totals> {
  const file = await DatasetFile.open(path);
  const run: Run = (jobs) => (pool?.isParallel ? pool.run(jobs) : doMeasureJobs(jobs));
  try {
    const { settings, places } = measuring;
    const onColumns = (done: number): void => listener.progress(done / 2);
    const { meter, opened, passes } = await openFor(file, settings, places, run, { onRead: onColumns });
    await listener.opened(opened);
    const sum = new TotalsSum();
    const { shownPath, wanted, language } = measuring;
    const onRead = (done: number): void => listener.progress((passes - 1 + done) / passes);
    const jobs = jobsFor(file, onRead, (batch) => ({
      ...{ kind: 'measure', path: shownPath, batch, meter, wanted, language },
    }));
    for await (const answer of run(jobs)) {
      if (answer.kind !== 'measured') continue;
      sum.add(answer.totals);
      if (answer.text !== '') await listener.records(answer.text);
    }
    return sum.total;
  } finally {
    await file.close();
  }
}

/**
 * The meter for a file's records, for those who read the file themselves. That a column holds different types is theirs to
 * tell, once: the meter judges each record by itself then.
 *
 * @throws MeterFault, NoDataset, and the errors of the file system
 */
export async function chooseMeter(path: string, settings: MeasureSettings, places: Places): Promise<MeterChoice> {
  const file = await DatasetFile.open(path);
  try {
    return (await openFor(file, settings, places, doMeasureJobs, { mend: mendedColumns })).meter;
  } finally {
    await file.close();
  }
}

type Run = (jobs: AsyncIterable<MeasureJob>) => AsyncGenerator<MeasureAnswer>;

/** How the columns of a file are read. */
interface ColumnReading {
  /** @param done from 0 to 1 */
  readonly onRead?: (done: number) => void;
  /** What the meter is told of them. */
  readonly mend?: (columns: Columns) => Columns | 'mixed';
}

/** Columns that load; if they don't, each record is typed by itself. */
function mendedColumns(columns: Columns): Columns | 'mixed' {
  return haveConflict(columns) ? 'mixed' : columns;
}

let columnsRead = 0;

/** Opens the file's meter, and reads the file's columns before if it depends on them. */
async function openFor(
  file: DatasetFile,
  settings: MeasureSettings,
  places: Places,
  run: Run,
  { onRead = () => undefined, mend = (columns) => columns }: ColumnReading,
): Promise<{ meter: MeterChoice; opened: OpenedMeter; passes: number }> {
  const format = wishedFormat(places.format, () => file.format)?.choice ?? places.format;
  const located = { ...places, format };
  const meter = { key: JSON.stringify([settings, located]), settings, places: located };
  const opened = await meterOf(meter);
  if (!readsColumns(settings, opened.tokenizer)) return { meter, opened, passes: 1 };
  const dates = file.container.id === 'jsonl';
  let columns: Columns = new Map();
  for await (const answer of run(jobsFor(file, onRead, (batch) => ({ kind: 'columns', batch, dates })))) {
    if (answer.kind === 'columns') columns = mergeColumns(columns, answer.columns);
  }
  const told = { ...settings, columns: mend(columns) };
  const withColumns = { key: `columns ${columnsRead++}`, settings: told, places: located };
  return { meter: withColumns, opened: await meterOf(withColumns), passes: 2 };
}

async function* jobsFor(
  file: DatasetFile,
  onRead: (done: number) => void,
  jobOf: (batch: RecordBatch) => MeasureJob,
): AsyncGenerator<MeasureJob> {
  for await (const batch of file.batches()) {
    onRead(batch.read / file.size);
    yield jobOf(batch);
  }
}
