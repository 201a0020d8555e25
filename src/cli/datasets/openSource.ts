import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import type { ContainerId } from '../../dataset/container';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import type { FormatChoice } from '../../dataset/format';
import { SourceFile } from '../../host/convert/sourceFile';
import { FileReadings } from '../../host/datasetInfo/fileReadings';
import { NoDataset } from '../../host/measure/datasetFile';
import { CannotRun } from '../cannotRun';
import type { Values } from '../command';
import { readDatasetEntry } from '../datasetEntry';
import { ProjectFinder } from '../projectFinder';
import type { readingOptions } from './options';

/** A source with the format of its records; undefined if nobody names one and they speak for none. Close the file. */
export interface Source {
  readonly file: SourceFile;
  readonly format: FormatChoice | undefined;
}

/** Opens sources, and tells how each of them is read. */
export class SourceOpener {
  private readonly projects: ProjectFinder;
  private readings: Promise<FileReadings> | undefined;

  constructor(private readonly options: Values<typeof readingOptions>) {
    this.projects = new ProjectFinder(options.config);
  }

  /** @throws CannotRun if the file can't be read, or an option says what makes no sense */
  async open(path: string): Promise<Source> {
    this.readings ??= this.openReadings();
    const { format } = await (await this.readings).of(path, await this.projects.of(path));
    if (!(await stat(path).catch(() => undefined))) {
      throw new CannotRun(l10n.t('There is no file “{0}”.', path));
    }
    try {
      const file = await SourceFile.open(path);
      return { file, format: choiceOf(format === 'none' ? undefined : format, file.detected) };
    } catch (error) {
      if (!(error instanceof NoDataset) && !isFileError(error)) throw error;
      throw new CannotRun(l10n.t('{0} can’t be read: {1}', path, error.message));
    }
  }

  private async openReadings(): Promise<FileReadings> {
    const { from, dataset } = this.options;
    const entry = await readDatasetEntry(this.options);
    return new FileReadings({ format: from, datasetInfo: entry?.path, dataset });
  }
}

/**
 * A wish without a format is for the one that is found. Fields that LLaMA-Factory doesn't read, because its dataset_info.json doesn't name them, are read:
 * they are as much of the data as the others.
 */
function choiceOf(wish: FormatWish | undefined, detected: FormatChoice | undefined): FormatChoice | undefined {
  const id = wish?.id ?? detected?.id;
  if (id === undefined) return undefined;
  const mapping = wish?.mapping ?? (id === detected?.id ? detected.mapping : undefined);
  if (!mapping) return { id };
  const { fields, ...words } = mapping;
  const read = Object.entries(fields ?? {}).filter(([, name]) => name !== null);
  const kept = { ...words, ...(read.length > 0 && { fields: Object.fromEntries(read) }) };
  return Object.keys(kept).length === 0 ? { id } : { id, mapping: kept };
}

/** What is asked for, else what the name of the new file says, else what the source is. */
export function containerFor(target: string, asked: ContainerId | undefined, source: SourceFile): ContainerId {
  if (asked) return asked;
  if (/\.(?:jsonl|ndjson)$/i.test(target)) return 'jsonl';
  return /\.json$/i.test(target) ? 'array' : source.container.id;
}

export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
