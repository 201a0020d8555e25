import type { WorkspaceFolder } from 'vscode-languageserver';
import * as l10n from '@vscode/l10n';
import { decodedText } from './labels/decodedText';
import { joined } from '../dataset/datasetInfo/findEntry';
import { parseProject, parseTaxonomy, PROJECT_FILE, type Project, type TaxonomyContent } from '../dataset/project';
import { labelSettings, type LabelSettings } from '../labels/labelSettings';
import type { DatasetStatus } from '../protocol/messages';
import type { Files } from './files';
import { comparable, decoded, encoded, nameOf } from './uris';

interface FolderProject {
  readonly folder: string;
  readonly project: Project;
  /** What it says of labels, with the content of its taxonomy. */
  readonly labels: LabelSettings;
  /** URI of the file that holds the taxonomy, which may be the project file; undefined if there is none. */
  readonly taxonomyFile: string | undefined;
  readonly fault: DatasetStatus['projectFault'];
}

/** What the project file of a file's workspace folder says of it. */
export interface ProjectView extends Omit<FolderProject, 'folder'> {
  /** The file, relative to the folder and decoded, with slashes; undefined for a file outside of all. */
  readonly path: string | undefined;
  /** URI of the workspace folder, with a slash at its end; undefined for a file outside of all. */
  readonly folder: string | undefined;
}

const EMPTY = { project: {}, labels: labelSettings(undefined, undefined), taxonomyFile: undefined, fault: null };
const NONE: ProjectView = { ...EMPTY, path: undefined, folder: undefined };

/** The project files of the workspace's folders. A broken one counts as empty, and the fault is told. */
export class Projects {
  private folders: FolderProject[] = [];

  constructor(private readonly files: Files) {}

  async load(folders: readonly WorkspaceFolder[]): Promise<void> {
    this.folders = await Promise.all(folders.map(({ uri }) => this.read(uri.endsWith('/') ? uri : `${uri}/`)));
    // The innermost folder decides.
    this.folders.sort((a, b) => b.folder.length - a.folder.length);
  }

  /** URIs of the workspace's folders, with a slash at their ends. */
  get uris(): string[] {
    return this.folders.map(({ folder }) => folder);
  }

  of(uri: string): ProjectView {
    const place = comparable(uri);
    const found = this.folders.find(({ folder }) => place.startsWith(comparable(folder)));
    if (!found) return NONE;
    return { ...found, path: place.slice(comparable(found.folder).length) };
  }

  /** True for a file of its own that holds a project's taxonomy. */
  isTaxonomy(uri: string): boolean {
    return this.folders.some(
      ({ taxonomyFile, folder }) =>
        taxonomyFile !== undefined &&
        taxonomyFile !== folder + PROJECT_FILE &&
        comparable(taxonomyFile) === comparable(uri),
    );
  }

  private async read(folder: string): Promise<FolderProject> {
    const uri = folder + PROJECT_FILE;
    const bytes = await this.files.read(uri);
    if (!bytes) return { ...EMPTY, folder };
    if (decodedText(bytes) === undefined) return { ...EMPTY, folder, fault: { uri, message: notUtf8(uri) } };
    const result = parseProject(bytes.toString('utf8'));
    if ('fault' in result) {
      const { where, detail } = result.fault;
      const message = l10n.t('tuneset.json is invalid and ignored. At {0}: {1}', where, detail);
      return { ...EMPTY, folder, fault: { uri, message } };
    }
    const { project } = result;
    const { taxonomy } = project;
    const found =
      typeof taxonomy === 'string'
        ? await this.readTaxonomy(uri, encoded(joined(decoded(folder), taxonomy.replaceAll('\\', '/'))), project.labels)
        : { taxonomy, taxonomyFile: taxonomy && uri, fault: null };
    const { taxonomyFile, fault } = found;
    return { folder, project, labels: labelSettings(project.labels, found.taxonomy), taxonomyFile, fault };
  }

  private async readTaxonomy(projectFile: string, uri: string, labels: Project['labels']): Promise<FoundTaxonomy> {
    const invalid = (where: string, detail: string): FoundTaxonomy => {
      const message = l10n.t('{0} is invalid and ignored. At {1}: {2}', nameOf(uri), where, detail);
      return { taxonomy: undefined, taxonomyFile: uri, fault: { uri, message } };
    };
    const bytes = await this.files.read(uri);
    if (!bytes) {
      const message = l10n.t('tuneset.json names a taxonomy that can’t be read: {0}', decoded(uri));
      return { taxonomy: undefined, taxonomyFile: uri, fault: { uri: projectFile, message } };
    }
    if (decodedText(bytes) === undefined)
      return { taxonomy: undefined, taxonomyFile: uri, fault: { uri, message: notUtf8(uri) } };
    const result = parseTaxonomy(bytes.toString('utf8'), labels);
    if ('fault' in result) return invalid(result.fault.where, result.fault.detail);
    return { taxonomy: result.taxonomy, taxonomyFile: uri, fault: null };
  }
}

function notUtf8(uri: string): string {
  return l10n.t('{0} is ignored because it is not UTF-8.', nameOf(uri));
}

interface FoundTaxonomy extends Pick<FolderProject, 'taxonomyFile' | 'fault'> {
  readonly taxonomy: TaxonomyContent | undefined;
}
