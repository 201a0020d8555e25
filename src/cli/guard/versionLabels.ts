import { posix } from 'node:path';
import { parseProject, PROJECT_FILE, type Project } from '../../dataset/project';
import type { GitVersions } from '../../host/labels/gitVersions';
import { labelSettings, type LabelSettings } from '../../labels/labelSettings';

/** Tells what the project files of a version say of labels. */
export class VersionLabels {
  private readonly known = new Map<string, Promise<Project | undefined>>();

  /** @param revision a commit, or '' for the index */
  constructor(
    private readonly repository: GitVersions,
    private readonly revision: string,
  ) {}

  /**
   * What holds for a file of the version, without the taxonomy; undefined if the version has no project file for it, or one that isn't valid.
   *
   * @param path relative to the repository, with slashes
   */
  async of(path: string): Promise<LabelSettings | undefined> {
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      const project = await this.projectIn(folder);
      if (project) return labelSettings(project.labels, undefined);
      if (folder === '.') return undefined;
    }
  }

  private projectIn(folder: string): Promise<Project | undefined> {
    let project = this.known.get(folder);
    if (!project) {
      project = this.read(posix.join(folder, PROJECT_FILE));
      this.known.set(folder, project);
    }
    return project;
  }

  private async read(path: string): Promise<Project | undefined> {
    const text = await this.repository.text(this.revision, path);
    const result = text === undefined ? undefined : parseProject(text);
    return result && 'project' in result ? result.project : undefined;
  }
}
