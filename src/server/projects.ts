import type { WorkspaceFolder } from 'vscode-languageserver';
import * as l10n from '@vscode/l10n';
import { parseProject, PROJECT_FILE, type Project } from '../dataset/project';
import type { DatasetStatus } from '../protocol/messages';
import type { Files } from './files';

interface FolderProject {
  readonly folder: string;
  readonly project: Project;
  readonly fault: DatasetStatus['projectFault'];
}

/** What the project file of a file's workspace folder says of it. */
export interface ProjectView {
  readonly project: Project;
  readonly fault: DatasetStatus['projectFault'];
  /** The file, relative to the folder and decoded, with slashes; undefined for a file outside of all. */
  readonly path: string | undefined;
  /** URI of the workspace folder, with a slash at its end; undefined for a file outside of all. */
  readonly folder: string | undefined;
}

const NONE: ProjectView = { project: {}, fault: null, path: undefined, folder: undefined };

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
    const found = this.folders.find(({ folder }) => uri.startsWith(folder));
    if (!found) return NONE;
    const path = decoded(uri.slice(found.folder.length));
    const { folder, project, fault } = found;
    return { project, fault, path, folder };
  }

  private async read(folder: string): Promise<FolderProject> {
    const uri = folder + PROJECT_FILE;
    const bytes = await this.files.read(uri);
    if (!bytes) return { folder, project: {}, fault: null };
    const result = parseProject(bytes.toString('utf8'));
    if ('project' in result) return { folder, project: result.project, fault: null };
    const { where, detail } = result.fault;
    const message = l10n.t('tuneset.json is invalid and ignored. At {0}: {1}', where, detail);
    return { folder, project: {}, fault: { uri, message } };
  }
}

/** A part of a URI as people write it; one that is not encoded rightly stays as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
