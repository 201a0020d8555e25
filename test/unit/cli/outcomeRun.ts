import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import { readAsDataset } from '../../../src/cli/datasetFiles';
import { findingsOfInfo, openInfoFile } from '../../../src/cli/infoFile';
import {
  measureOptions,
  measureSettings,
  targetFor,
  type ChosenSettings,
  type MeasureValues,
} from '../../../src/cli/measureOptions';
import type { FormatWish } from '../../../src/dataset/datasetInfo/wishedFormat';
import { checkFile } from '../../../src/host/checkFile';
import { DataLooker } from '../../../src/host/datasetInfo/dataFacts';
import { FileReadings } from '../../../src/host/datasetInfo/fileReadings';
import { MeterFault } from '../../../src/host/measure/openMeter';
import { chooseMeter } from '../../../src/host/measure/measureFile';
import type { MeterChoice } from '../../../src/host/measure/measureJobs';
import { RecordCounters } from '../../../src/host/measure/recordCounters';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import { Counting } from '../../../src/server/counting';
import { OpenDocument, type DocumentSettings } from '../../../src/server/openDocument';

/** A dataset with its entry, and what `tuneset check` is asked about it. */
export interface Dataset {
  readonly info: Readonly<Record<string, unknown>>;
  readonly rows: readonly unknown[];
  readonly options: Partial<MeasureValues>;
}

/** What `tuneset check` finds. */
export interface Found {
  readonly info: readonly PlacedFinding[];
  readonly data: readonly PlacedFinding[];
  /** What an editor shows in the same file, once its records are counted. */
  readonly shown: readonly PlacedFinding[];
  /** Why the records could not be measured. */
  readonly refused: string | undefined;
}

const NAME = 'sample';
const NOTHING = Object.fromEntries(
  Object.keys(measureOptions).map((name) => [name, undefined]),
) as unknown as MeasureValues;
const BUNDLED = path.resolve('dist/tokenizers');

/** Checks a dataset as `tuneset check --target llamafactory --dataset-info … --dataset …` does, without a process of its own. */
export async function checkDataset({ info, rows, options: given }: Dataset): Promise<Found> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-outcomes-'));
  try {
    const file = path.join(folder, info.file_name as string);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, textOf(rows, file.endsWith('.jsonl')));
    const place = path.join(folder, 'dataset_info.json');
    writeFileSync(place, JSON.stringify({ [NAME]: info }));
    const options: MeasureValues = {
      ...{ ...NOTHING, target: 'llamafactory', 'dataset-info': place, dataset: NAME },
      ...given,
    };
    const looker = new DataLooker();
    const request = { dataset: NAME, stage: options.stage, located: undefined };
    const ofInfo = await findingsOfInfo(await openInfoFile(place), request, looker);
    return { info: ofInfo, ...(await checkData(file, options)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checkData(file: string, options: MeasureValues): Promise<Omit<Found, 'info'>> {
  const readings = new FileReadings({ datasetInfo: options['dataset-info'], dataset: NAME });
  const reading = (await readAsDataset({ path: file, isNamed: true }, readings, undefined))!;
  const chosen = measureSettings(options, undefined, undefined, reading);
  const { settings, base } = chosen;
  const places = { base, format: reading.format, bundled: BUNDLED };
  let meter: MeterChoice | undefined;
  let refused: string | undefined;
  try {
    meter = await chooseMeter(file, settings, places);
  } catch (error) {
    if (!(error instanceof MeterFault)) throw error;
    refused = error.message;
  }
  const data: PlacedFinding[] = [];
  await checkFile(
    file,
    {
      ...{ format: reading.format, target: targetFor(options, reading), template: options.template, meter },
      media: { datasetInfo: options['dataset-info'] },
    },
    (finding) => data.push(finding),
  );
  const check = { target: targetFor(options, reading), template: options.template };
  const shown = refused === undefined ? await findInEditor(file, reading.format, check, chosen) : [];
  return { data, shown, refused };
}

/** The server's way: the records are checked first, and counted afterwards on another thread. */
async function findInEditor(
  file: string,
  format: FormatWish | undefined,
  check: DocumentSettings['check'],
  { settings, base }: ChosenSettings,
): Promise<readonly PlacedFinding[]> {
  const { href } = pathToFileURL(file);
  const document = new OpenDocument(href, file.endsWith('.json') ? 'json' : 'jsonl', 1, readFileSync(file, 'utf8'));
  document.configure({ format, check });
  const { dataset } = document;
  if (!dataset) return [];
  const checkAll = async (): Promise<void> => {
    while (!dataset.checked.check()) await Promise.resolve();
  };
  const nothing = (): void => undefined;
  const counting = new Counting(
    CONNECTION,
    () => document,
    nothing,
    () => false,
    checkAll,
  );
  const places = { base, storage: undefined, format: dataset.format.choice };
  counting.use(document, await counters.open(settings, places));
  await counting.run(href);
  return document.findings(Infinity).shown;
}

/** For what goes wrong with counting. */
const CONNECTION = { console } as unknown as Connection;

/** Counts for all datasets. */
const counters = new RecordCounters(path.resolve('dist/countWorker.js'));

/** Ends the thread that counts. */
export async function endCounting(): Promise<void> {
  await counters.close();
}

function textOf(rows: readonly unknown[], isLines: boolean): string {
  return isLines ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : JSON.stringify(rows);
}
