import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { readDatasetInfo, type DatasetInfo } from '../../dataset/datasetInfo/datasetInfo';
import { findEntry } from '../../dataset/datasetInfo/findEntry';
import { NO_DATASET, resolveReading, type Reading } from '../../dataset/datasetInfo/reading';
import { datasetInProject } from '../../dataset/project';
import { isResultFile } from '../../probe/batch/resultFileName';
import { isReviewFile } from '../../review/reviewFile';
import { pathInProject, type LocatedProject } from '../projectFile';

/** What the command line says of how files are read. */
export interface GivenReading {
  /** A format's id. */
  readonly format?: string | undefined;
  /** The path of a `dataset_info.json`. */
  readonly datasetInfo?: string | undefined;
  /** The name of a dataset in it, whatever its file. */
  readonly dataset?: string | undefined;
}

/** Tells how files of the disk are read. Each `dataset_info.json` is read once. */
export class FileReadings {
  private readonly infos = new Map<string, Promise<DatasetInfo | undefined>>();

  constructor(private readonly given: GivenReading = {}) {}

  async of(file: string, located: LocatedProject | undefined): Promise<Reading> {
    if (isReviewFile(file) || isResultFile(file)) return NO_DATASET;
    const { format, datasetInfo, dataset } = this.given;
    const path = resolve(file);
    const project = located?.project ?? {};
    const inProject = located && pathInProject(located, path);
    const configured = inProject === undefined ? undefined : datasetInProject(project, inProject);
    const ofProject =
      located && project.datasetInfo !== undefined ? join(located.folder, project.datasetInfo) : undefined;
    const place = datasetInfo === undefined ? ofProject : resolve(datasetInfo);
    const entry = await findEntry({
      file: withSlashes(path),
      place: place === undefined ? undefined : withSlashes(place),
      name: dataset ?? configured?.dataset,
      read: (at) => this.info(at),
      decode: (part) => part,
    });
    return resolveReading({ format, project, path: inProject, entry });
  }

  private info(place: string): Promise<DatasetInfo | undefined> {
    let info = this.infos.get(place);
    if (!info) {
      info = readFile(place, 'utf8').then(readDatasetInfo, () => undefined);
      this.infos.set(place, info);
    }
    return info;
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}
