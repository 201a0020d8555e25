import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseProject, parseTaxonomy, PROJECT_FILE, type Project, type ProjectFault } from '../dataset/project';
import { labelSettings, type LabelSettings } from '../labels/labelSettings';

/** A project with the folder that its globs are relative to. */
export interface LocatedProject {
  readonly folder: string;
  readonly project: Project;
  /** What it says of labels, with the content of its taxonomy. */
  readonly labels: LabelSettings;
  /** The path of the file that holds the taxonomy, which may be the project file; undefined if there is none. */
  readonly taxonomyFile: string | undefined;
}

/** The project file at `path`, or the taxonomy that one names, can't be used. */
export class ProjectFileError extends Error {
  constructor(
    readonly path: string,
    readonly fault: ProjectFault,
  ) {
    super(`${path}: ${fault.where}: ${fault.detail}`);
  }
}

/**
 * Reads a project file, and the taxonomy that it names.
 *
 * @throws ProjectFileError if one of them is not valid or the taxonomy is not there, and the errors of the file system
 */
export async function readProjectFile(path: string): Promise<LocatedProject> {
  const result = parseProject(await readFile(path, 'utf8'));
  if ('fault' in result) throw new ProjectFileError(path, result.fault);
  const { project } = result;
  const folder = dirname(path);
  const { labels, taxonomy } = project;
  if (typeof taxonomy !== 'string') {
    return { folder, project, labels: labelSettings(labels, taxonomy), taxonomyFile: taxonomy && path };
  }
  const taxonomyFile = resolve(folder, taxonomy);
  const text = await readFile(taxonomyFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const detail =
      error.code === 'ENOENT'
        ? l10n.t('there is no file “{0}”', taxonomy)
        : l10n.t('{0} can’t be read: {1}', taxonomy, error.message);
    throw new ProjectFileError(path, { where: '/taxonomy', detail });
  });
  const read = parseTaxonomy(text, labels);
  if ('fault' in read) throw new ProjectFileError(taxonomyFile, read.fault);
  return { folder, project, labels: labelSettings(labels, read.taxonomy), taxonomyFile };
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
