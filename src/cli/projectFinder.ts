import * as l10n from '@vscode/l10n';
import { dirname, resolve } from 'node:path';
import { findProject, ProjectFileError, readProjectFile, type LocatedProject } from '../host/projectFile';
import { CannotRun } from './cannotRun';

/** The project of each file: the one that `--config` names, or the nearest `tuneset.json` above the file. */
export class ProjectFinder {
  private readonly known = new Map<string, Promise<LocatedProject | undefined>>();

  constructor(private readonly config: string | undefined) {}

  /** @throws CannotRun if the project file can't be read */
  of(path: string): Promise<LocatedProject | undefined> {
    const key = this.config ?? dirname(resolve(path));
    let project = this.known.get(key);
    if (!project) {
      project = this.load(key);
      this.known.set(key, project);
    }
    return project;
  }

  private async load(from: string): Promise<LocatedProject | undefined> {
    try {
      return this.config === undefined ? await findProject(from) : await readProjectFile(resolve(from));
    } catch (error) {
      if (error instanceof ProjectFileError) {
        const { where, detail } = error.fault;
        throw new CannotRun(l10n.t('{0} is not valid, at {1}: {2}', error.path, where, detail));
      }
      throw new CannotRun(l10n.t('{0} can’t be read: {1}', from, (error as Error).message));
    }
  }
}
