import * as l10n from '@vscode/l10n';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { FileReadings } from '../../host/datasetInfo/fileReadings';
import type { LocatedProject } from '../../host/projectFile';
import type { LabelSettings } from '../../labels/labelSettings';
import { CannotRun } from '../cannotRun';
import type { Options, Values } from '../command';
import { isFileError } from '../datasets/openSource';
import { readDatasetEntry } from '../datasetEntry';
import { chooseFiles, readAsDataset, type DatasetReading } from '../datasetFiles';
import { ProjectFinder } from '../projectFinder';
import { configOption, entryOptions, formatOption } from '../readingOptions';
import { labelsOf } from './projectLabels';

/** How the commands of labels read records. */
export const labelReadingOptions = {
  format: formatOption,
  ...configOption,
  ...entryOptions,
} as const satisfies Options;

/** A dataset with what its project says of labels. */
export interface LabelFile {
  readonly path: string;
  /** The user named it, rather than a folder or glob that holds it. */
  readonly isNamed: boolean;
  readonly reading: DatasetReading;
  readonly format: FormatWish | undefined;
  readonly labels: LabelSettings;
  readonly located: LocatedProject | undefined;
}

/**
 * The datasets that paths name; without paths those of the dataset that is asked for, or of the current folder.
 *
 * @throws CannotRun if there is none, or one can't be read
 */
export async function labelFiles(
  paths: readonly string[],
  options: Values<typeof labelReadingOptions>,
): Promise<readonly LabelFile[]> {
  const projects = new ProjectFinder(options.config);
  const entry = await readDatasetEntry(options);
  const { format, dataset } = options;
  const readings = new FileReadings({ format, datasetInfo: entry?.path, dataset });
  const files: LabelFile[] = [];
  for (const file of await chooseFiles(paths, entry)) {
    const located = await projects.of(file.path);
    const reading = await readAsDataset(file, readings, located).catch((error: unknown) => {
      if (!isFileError(error)) throw error;
      throw new CannotRun(l10n.t('{0} can’t be read: {1}', file.path, error.message));
    });
    if (!reading) continue;
    files.push({ ...file, reading, format: reading.format, labels: labelsOf(located), located });
  }
  if (files.length === 0) throw new CannotRun(l10n.t('No datasets found.'));
  return files;
}
