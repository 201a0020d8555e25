import { access, constants } from 'node:fs/promises';
import type { Reading } from '../dataset/datasetInfo/reading';
import type { FormatWish } from '../dataset/datasetInfo/wishedFormat';
import { looksLikeDataset } from '../host/checkFile';
import type { FileReadings } from '../host/datasetInfo/fileReadings';
import type { LocatedProject } from '../host/projectFile';
import { filesOfEntry, type DatasetEntry } from './datasetEntry';
import { findFiles, type FoundFile } from './findFiles';

/**
 * The files that a command is to look at: those of the paths; without paths those of the dataset, or the current folder's.
 *
 * @throws CannotRun if there is no such file
 */
export async function chooseFiles(paths: readonly string[], entry: DatasetEntry | undefined): Promise<FoundFile[]> {
  if (paths.length > 0) return findFiles(paths);
  return findFiles(entry ? await filesOfEntry(entry) : ['.']);
}

/**
 * How a file that was found is to be read; undefined if it is no dataset. A file that was named, or is called `.jsonl`, is a dataset whatever it holds.
 *
 * @throws the errors of the file system
 */
export async function readAsDataset(
  file: FoundFile,
  readings: FileReadings,
  located: LocatedProject | undefined,
): Promise<DatasetReading | undefined> {
  const reading = await readings.of(file.path, located);
  const { format } = reading;
  if (format === 'none') return undefined;
  const isCertain = file.isNamed || reading.source !== undefined || /\.(jsonl|ndjson)$/i.test(file.path);
  if (!isCertain && !(await looksLikeDataset(file.path))) return undefined;
  await access(file.path, constants.R_OK);
  return { ...reading, format };
}

/** How a dataset is read. */
export type DatasetReading = Reading & { readonly format: FormatWish | undefined };
