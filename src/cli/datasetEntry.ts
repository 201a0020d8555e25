import * as l10n from '@vscode/l10n';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { parseDatasetInfo } from '../dataset/datasetInfo/attributes';
import { fileNameOf, sourceAttributeOf, type InfoEntry } from '../dataset/datasetInfo/datasetInfo';
import { likelyName } from '../dataset/likelyName';
import { listOf } from '../dataset/listOf';
import { namesIn } from '../host/datasetInfo/dataFacts';
import type { MeasureSettings } from '../tokens/measuring';
import { CannotRun } from './cannotRun';
import { openInfoFile, type InfoFile } from './infoFile';
import type { Values } from './command';
import type { entryOptions } from './readingOptions';
import { isJson } from '../dataset/isJson';

/** A dataset of a `dataset_info.json` of LLaMA-Factory. */
export interface DatasetEntry {
  readonly datasetInfo: NonNullable<MeasureSettings['datasetInfo']>;
  readonly entry: InfoEntry;
  /** The path of the `dataset_info.json`. */
  readonly path: string;
}

/**
 * Reads the file that `--dataset-info` names; undefined if neither it nor `--dataset` is given. A file that is broken is told by whoever looks into it.
 *
 * @throws CannotRun if `--dataset` stands alone, if the file can't be read, or has no such dataset
 */
export async function openGivenInfo(options: Values<typeof entryOptions>): Promise<InfoFile | undefined> {
  const { 'dataset-info': path, dataset } = options;
  if (path === undefined) {
    if (dataset === undefined) return undefined;
    throw new CannotRun(l10n.t('--dataset needs --dataset-info: the file that has the dataset.'));
  }
  const file = await openInfoFile(path);
  if (dataset !== undefined && isJson(file.info.text)) assertNamed(file, dataset);
  return file;
}

/**
 * Reads the dataset that `--dataset-info` and `--dataset` name together; undefined if neither is given.
 *
 * @throws CannotRun if one is missing, if the file can't be read (LLaMA-Factory refuses a byte order mark), or has no such dataset
 */
export async function readDatasetEntry(options: Values<typeof entryOptions>): Promise<DatasetEntry | undefined> {
  const file = await openGivenInfo(options);
  if (!file) return undefined;
  const { dataset: name } = options;
  if (name === undefined) {
    throw new CannotRun(l10n.t('--dataset-info needs --dataset here: the name of a dataset in it.'));
  }
  const value = parsed(file);
  const result = parseDatasetInfo(value, name);
  if ('fault' in result) throw new CannotRun(result.fault);
  return { datasetInfo: { value, name }, entry: entryNamed(file, name)!, path: file.path };
}

/**
 * The files that a dataset's `file_name` names beside its `dataset_info.json`: one, or those of a folder.
 *
 * @param path of the `dataset_info.json`
 * @throws CannotRun if it names none, or none that Tuneset can read
 */
export async function filesOfEntry({ entry, path }: Pick<DatasetEntry, 'entry' | 'path'>): Promise<string[]> {
  const { name } = entry;
  const fileName = fileNameOf(entry);
  if (fileName === undefined) {
    const attribute = sourceAttributeOf(entry);
    throw new CannotRun(
      attribute === undefined || attribute === 'file_name'
        ? l10n.t('{0}: “{1}” has no file_name. Give the paths of its files.', path, name)
        : l10n.t('{0}: “{1}” is loaded from elsewhere ({2}). Give the paths of its files here.', path, name, attribute),
    );
  }
  const named = join(dirname(path), fileName);
  const stats = await stat(named).catch(() => undefined);
  if (!stats) throw new CannotRun(await missingFile(path, name, named));
  const files = stats.isDirectory() ? await filesIn(named) : [named];
  if (files.length === 0) throw new CannotRun(l10n.t('{0}: the folder of “{1}” is empty: {2}', path, name, named));
  const other = files.find((file) => !/\.(?:json|jsonl|ndjson)$/i.test(file));
  if (other !== undefined) {
    throw new CannotRun(l10n.t('{0} can’t be read: Tuneset reads JSON and JSONL, not {1}.', other, extname(other)));
  }
  return files;
}

export function entryNamed({ info }: InfoFile, name: string): InfoEntry | undefined {
  return info.entries.find((entry) => entry.name === name);
}

/** @throws CannotRun with the name that is likely meant, or those that there are */
function assertNamed(file: InfoFile, name: string): void {
  if (entryNamed(file, name)) return;
  const names = file.info.entries.map((entry) => entry.name);
  const likely = likelyName(name, names);
  throw new CannotRun(
    likely !== undefined
      ? l10n.t('{0} has no dataset “{1}”. Is “{2}” meant?', file.path, name, likely)
      : names.length > 0
        ? l10n.t('{0} has no dataset “{1}”. It has: {2}', file.path, name, listOf(names, 12))
        : l10n.t('{0} has no dataset “{1}”, nor any other.', file.path, name),
  );
}

async function missingFile(path: string, name: string, file: string): Promise<string> {
  const likely = likelyName(basename(file), await namesIn(dirname(file)));
  return likely === undefined
    ? l10n.t('{0}: the file of “{1}” is not there: {2}', path, name, file)
    : l10n.t('{0}: the file of “{1}” is not there: {2}. Is “{3}” meant?', path, name, file, likely);
}

async function filesIn(folder: string): Promise<string[]> {
  const members = await readdir(folder, { withFileTypes: true });
  return members
    .filter((member) => member.isFile())
    .map((member) => join(folder, member.name))
    .sort();
}

function parsed({ path, info, hasBom }: InfoFile): unknown {
  if (hasBom) {
    throw new CannotRun(
      l10n.t('{0} begins with a byte order mark, which LLaMA-Factory can’t read. Save it as UTF-8 without one.', path),
    );
  }
  try {
    return JSON.parse(info.text) as unknown;
  } catch (error) {
    throw new CannotRun(l10n.t('{0} is not valid JSON: {1}', path, (error as Error).message));
  }
}
