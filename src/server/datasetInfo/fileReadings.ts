import { readDatasetInfo, type DatasetInfo } from '../../dataset/datasetInfo/datasetInfo';
import { findEntry, joined } from '../../dataset/datasetInfo/findEntry';
import { NO_DATASET, resolveReading, type Reading } from '../../dataset/datasetInfo/reading';
import { datasetInProject } from '../../dataset/project';
import type { DatasetStatus, LocatedDatasetEntry } from '../../protocol/messages';
import { isResultFile } from '../../probe/batch/resultFileName';
import { isReviewFile } from '../../review/reviewFile';
import type { Files } from '../files';
import type { Projects, ProjectView } from '../projects';
import { decoded, encoded } from '../uris';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** How the open files are read. Each `dataset_info.json` is read once, until something may have changed. */
export class FileReadings {
  private readonly infos = new Map<string, Promise<DatasetInfo | undefined>>();
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly files: Files,
    private readonly projects: Projects,
  ) {}

  /** Finds out how a file is read. */
  async find(uri: string): Promise<Reading> {
    if (isReviewFile(uri) || isResultFile(uri)) return NO_DATASET;
    const view = this.projects.of(uri);
    const { project, path } = view;
    const dataset = path === undefined ? undefined : datasetInProject(project, path);
    const isFile = !uri.startsWith('untitled:');
    const entry = isFile
      ? await findEntry({
          ...{ file: uri, place: infoOfProject(view), name: dataset?.dataset, decode: decoded },
          read: (place) => this.info(place),
        })
      : undefined;
    const reading = resolveReading({ project, path, entry });
    this.readings.set(uri, reading);
    return reading;
  }

  /** What was last found out of a file. */
  of(uri: string): Reading | undefined {
    return this.readings.get(uri);
  }

  /** What clients are told of a file's entry. */
  status(uri: string): DatasetStatus['datasetInfo'] {
    const entry = this.of(uri)?.entry;
    return entry ? { name: entry.entry.name, uri: entry.place, others: entry.others } : null;
  }

  /** Where a file's entry stands. */
  async locate(uri: string): Promise<LocatedDatasetEntry | null> {
    const found = this.of(uri)?.entry;
    const info = found && (await this.info(found.place));
    if (!found || !info) return null;
    const text = TextDocument.create(found.place, 'json', 0, info.text);
    const { offset, length } = found.entry.key;
    return { uri: found.place, range: { start: text.positionAt(offset), end: text.positionAt(offset + length) } };
  }

  close(uri: string): void {
    this.readings.delete(uri);
  }

  /** Reads every `dataset_info.json` again when it is needed next. */
  lookAgain(): void {
    this.infos.clear();
  }

  private info(place: string): Promise<DatasetInfo | undefined> {
    let info = this.infos.get(place);
    if (!info) {
      info = this.files.read(place).then((bytes) => bytes && readDatasetInfo(bytes.toString('utf8')));
      this.infos.set(place, info);
    }
    return info;
  }
}

/** The URI of the `dataset_info.json` that a project names. */
export function infoOfProject({ project, folder }: ProjectView): string | undefined {
  if (project.datasetInfo === undefined || folder === undefined) return undefined;
  return encoded(joined(decoded(folder), project.datasetInfo.replaceAll('\\', '/')));
}
