import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { looksLikeDataset } from '../host/checkFile';
import { projectFormat, type LocatedProject } from '../host/projectFile';
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
 * How a file that was found is to be read: undefined if it is no dataset, else with the format's id where the command line or the
 * project names one. A file that was named, or is called `.jsonl`, is a dataset whatever it holds.
 *
 * @throws the errors of the file system
 */
export async function readAsDataset(
  file: FoundFile,
  format: string | undefined,
  located: LocatedProject | undefined,
): Promise<{ readonly format: string | undefined } | undefined> {
  const configured = format ?? (located && projectFormat(located, resolve(file.path)));
  if (configured === 'none') return undefined;
  const isCertain = file.isNamed || configured !== undefined || /\.(jsonl|ndjson)$/i.test(file.path);
  if (!isCertain && !(await looksLikeDataset(file.path))) return undefined;
  await access(file.path, constants.R_OK);
  return { format: configured };
}
