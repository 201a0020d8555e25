import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { listOf } from '../../dataset/listOf';
import { looksLikeDataset } from '../../host/checkFile';
import { FileReadings } from '../../host/datasetInfo/fileReadings';
import type { GuardedFile } from '../../host/labels/guardMarkers';
import type { LabelSettings } from '../../labels/labelSettings';
import { CannotRun } from '../cannotRun';
import { findFiles } from '../findFiles';
import { labelsOf } from '../labels/projectLabels';
import { ProjectFinder } from '../projectFinder';
import { tell } from '../tell';

/** Two versions of some datasets. */
export interface Versions {
  readonly old: readonly GuardedFile[];
  readonly now: readonly GuardedFile[];
}

export interface VersionOptions {
  readonly format: string | undefined;
  readonly config: string | undefined;
}

/** Tells how files are read, and what their project says of labels. */
export class GuardReadings {
  private readonly projects: ProjectFinder;
  private readonly readings: FileReadings;

  constructor({ format, config }: VersionOptions) {
    this.projects = new ProjectFinder(config);
    this.readings = new FileReadings({ format });
  }

  /** Undefined for a file that the project says is no dataset. @throws CannotRun if the project file can't be read */
  async of(
    path: string,
  ): Promise<{ format: FormatWish | undefined; labels: LabelSettings; isSaid: boolean } | undefined> {
    const located = await this.projects.of(path);
    const { format, source } = await this.readings.of(path, located);
    if (format === 'none') return undefined;
    return { format, labels: labelsOf(located), isSaid: located !== undefined || source !== undefined };
  }
}

/**
 * The files of two versions that lie side by side. An old file that no project speaks of is read as the new one in its place.
 *
 * @throws CannotRun if the paths aren't two, or name nothing
 */
export async function twoVersions(paths: readonly string[], options: VersionOptions): Promise<Versions> {
  const [oldPath, newPath] = paths;
  if (oldPath === undefined || newPath === undefined || paths.length > 2) {
    throw new CannotRun(l10n.t('Give two paths: tuneset diff-guard <old> <new>; or --git <commit>'));
  }
  const readings = new GuardReadings(options);
  const old: GuardedFile[] = [];
  const now: GuardedFile[] = [];
  for (const path of await datasetsAt(oldPath)) {
    const own = await readings.of(path);
    const place = resolve(newPath, relative(oldPath, path));
    const reading = own?.isSaid === false ? await readings.of(place) : own;
    if (reading) old.push({ path, shown: path, ...reading });
  }
  for (const path of await datasetsAt(newPath)) {
    const reading = await readings.of(path);
    if (reading) now.push({ path, shown: path, ...reading });
  }
  const [was, is] = [markerFields(old), markerFields(now)];
  if (was !== '' && is !== '' && was !== is) {
    tell(l10n.t('Robustness markers stand in “{0}” in the old version, and in “{1}” in the new one.', was, is));
  }
  return { old, now };
}

/** The fields in which files have markers. */
function markerFields(files: readonly GuardedFile[]): string {
  return listOf([...new Set(files.map(({ labels }) => labels.robustness.field))].sort());
}

/** The files at a path that may be datasets; a file that is named is one. */
async function datasetsAt(path: string): Promise<readonly string[]> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const found = (await findFiles([path])).map((file) => file.path);
  if (!isFolder) return found;
  const looks = await Promise.all(found.map((each) => isDataset(each)));
  return found.filter((_, i) => looks[i]);
}

/** True for a file whose name or beginning says that it is a dataset. @throws the errors of the file system */
export async function isDataset(path: string): Promise<boolean> {
  return /\.(?:jsonl|ndjson)$/i.test(path) || looksLikeDataset(path);
}
