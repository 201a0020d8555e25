import * as l10n from '@vscode/l10n';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { isJsonObject } from '../dataset/jsonObject';
import { parseDatasetInfo } from '../dataset/datasetInfo/attributes';
import type { MeasureSettings } from '../tokens/measuring';
import { CannotRun } from './cannotRun';

/** A dataset of a `dataset_info.json` of LLaMA-Factory. */
export interface DatasetEntry {
  readonly datasetInfo: NonNullable<MeasureSettings['datasetInfo']>;
  /** The path of the `dataset_info.json`. */
  readonly path: string;
}

/**
 * Reads what `--dataset-info` and `--dataset` name; undefined if neither is given.
 *
 * @throws CannotRun if one is missing, if the file can't be read (LLaMA-Factory refuses a byte order mark), or has no such dataset
 */
export async function readDatasetEntry(options: {
  readonly 'dataset-info': string | undefined;
  readonly dataset: string | undefined;
}): Promise<DatasetEntry | undefined> {
  const { 'dataset-info': given, dataset: name } = options;
  if (given === undefined && name === undefined) return undefined;
  if (given === undefined || name === undefined) {
    throw new CannotRun(l10n.t('--dataset-info and --dataset go together: the file, and the name of a dataset in it.'));
  }
  const path = (await isFolder(given)) ? join(given, 'dataset_info.json') : given;
  const value = parse(path, await readText(path));
  const result = parseDatasetInfo(value, name);
  if ('fault' in result) throw new CannotRun(result.fault);
  return { datasetInfo: { value, name }, path };
}

/**
 * The files that a dataset's `file_name` names beside its `dataset_info.json`: one, or those of a folder.
 *
 * @throws CannotRun if it names none, or none that Tuneset can read
 */
export async function filesOfEntry({ datasetInfo: { value, name }, path }: DatasetEntry): Promise<string[]> {
  const entry = isJsonObject(value) ? value[name] : undefined;
  const fileName = isJsonObject(entry) ? entry.file_name : undefined;
  if (typeof fileName !== 'string') {
    throw new CannotRun(l10n.t('{0}: “{1}” has no file_name. Give the paths of its files.', path, name));
  }
  const named = join(dirname(path), fileName);
  const stats = await stat(named).catch(() => undefined);
  if (!stats) throw new CannotRun(l10n.t('{0}: the file of “{1}” is not there: {2}', path, name, named));
  const files = stats.isDirectory() ? await filesIn(named) : [named];
  if (files.length === 0) throw new CannotRun(l10n.t('{0}: the folder of “{1}” is empty: {2}', path, name, named));
  const other = files.find((file) => !/\.(?:json|jsonl|ndjson)$/i.test(file));
  if (other !== undefined) {
    throw new CannotRun(l10n.t('{0} can’t be measured: Tuneset reads JSON and JSONL, not {1}.', other, extname(other)));
  }
  return files;
}

async function filesIn(folder: string): Promise<string[]> {
  const members = await readdir(folder, { withFileTypes: true });
  return members
    .filter((member) => member.isFile())
    .map((member) => join(folder, member.name))
    .sort();
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CannotRun(l10n.t('{0} can’t be read: {1}', path, (error as Error).message));
  }
}

function parse(path: string, text: string): unknown {
  if (text.startsWith('\ufeff')) {
    throw new CannotRun(
      l10n.t('{0} begins with a byte order mark, which LLaMA-Factory can’t read. Save it as UTF-8 without one.', path),
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CannotRun(l10n.t('{0} is not valid JSON: {1}', path, (error as Error).message));
  }
}
