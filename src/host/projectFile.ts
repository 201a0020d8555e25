import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { parseProject, PROJECT_FILE, type Project, type ProjectFault } from '../dataset/project';

/** A project with the folder that its globs are relative to. */
export interface LocatedProject {
  readonly folder: string;
  readonly project: Project;
}

/** The project file at `path` can't be used. */
export class ProjectFileError extends Error {
  constructor(
    readonly path: string,
    readonly fault: ProjectFault,
  ) {
    super(`${path}: ${fault.where}: ${fault.detail}`);
  }
}

/**
 * Reads a project file.
 *
 * @throws ProjectFileError if it is no valid project file, and the errors of the file system
 */
export async function readProjectFile(path: string): Promise<LocatedProject> {
  const result = parseProject(await readFile(path, 'utf8'));
  if ('fault' in result) throw new ProjectFileError(path, result.fault);
  return { folder: dirname(path), project: result.project };
}

/** The project file in a folder or the nearest one above it, or undefined. */
export async function findProject(folder: string): Promise<LocatedProject | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return await readProjectFile(join(at, PROJECT_FILE));
    } catch (error) {
      if (error instanceof ProjectFileError) throw error;
    }
    if (dirname(at) === at) return undefined;
  }
}

/** A file's path relative to the project's folder, with slashes. */
export function pathInProject({ folder }: LocatedProject, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
