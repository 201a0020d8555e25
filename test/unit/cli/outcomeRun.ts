import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAsDataset } from '../../../src/cli/datasetFiles';
import { findingsOfInfo, openInfoFile } from '../../../src/cli/infoFile';
import { measureOptions, measureSettings, targetFor, type MeasureValues } from '../../../src/cli/measureOptions';
import { wishedFormat, type FormatWish } from '../../../src/dataset/datasetInfo/wishedFormat';
import { detectFormat } from '../../../src/dataset/detect';
import { valueText } from '../../../src/dataset/piece';
import { checkFile } from '../../../src/host/checkFile';
import { DataLooker } from '../../../src/host/datasetInfo/dataFacts';
import { FileReadings } from '../../../src/host/datasetInfo/fileReadings';
import { MeterFault, openMeter, type Places } from '../../../src/host/measure/openMeter';
import { chooseMeter } from '../../../src/host/measure/measureFile';
import type { MeterChoice } from '../../../src/host/measure/measureJobs';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker, type CheckOptions } from '../../../src/rules/checker';
import { countRecord } from '../../../src/rules/countRecord';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import type { MeasureSettings } from '../../../src/tokens/measuring';

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
  const { settings, base } = measureSettings(options, undefined, undefined, reading);
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
  const shown = refused === undefined ? await findInEditor(file, reading.format, check, settings, places) : [];
  return { data, shown, refused };
}

/** The server's way: the records are checked first and counted afterwards, without what the file's columns hold together. */
async function findInEditor(
  file: string,
  wish: FormatWish | undefined,
  check: Pick<CheckOptions, 'target' | 'template'>,
  settings: MeasureSettings,
  places: Places,
): Promise<readonly PlacedFinding[]> {
  const text = readFileSync(file, 'utf8');
  const format = wishedFormat(wish, () => detectFormat(text, true, file.endsWith('.json'))?.format);
  const checked = new CheckedDataset(text, new Checker({ format, ...check }));
  checked.origin = { name: path.basename(file), bytes: undefined };
  while (!checked.check()) continue;
  const measuring = await openMeter(settings, places);
  const waiting = [...checked.uncounted()].map(({ piece }) => piece);
  checked.takeCounted(new Map(waiting.map((piece) => [piece, countRecord(valueText(piece), measuring)])));
  return checked.findings(Infinity);
}

function textOf(rows: readonly unknown[], isLines: boolean): string {
  return isLines ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : JSON.stringify(rows);
}
