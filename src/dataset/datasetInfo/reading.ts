import type { FormatChoice } from '../format';
import { mergedMapping, type Mapping } from '../names';
import { datasetInProject, type Project, type ProjectDataset } from '../project';
import type { FoundEntry } from './findEntry';

/** How a file is read, and who says so. */
export interface Reading {
  /** `none`: it is no dataset. Without an id the format is detected, and read with the mapping. Undefined: nobody says anything. */
  readonly format: Partial<FormatChoice> | 'none' | undefined;
  /** Who names the format; undefined if it is detected. */
  readonly source: 'commandLine' | 'project' | 'datasetInfo' | undefined;
  /** The entry by which LLaMA-Factory finds the file. */
  readonly entry: FoundEntry | undefined;
  /** The trainer: a file that LLaMA-Factory's `dataset_info.json` names is meant for it, if nobody names another. */
  readonly target: Project['target'];
}

/** Of a file that is none, whoever names it. */
export const NO_DATASET: Reading = { format: 'none', source: undefined, entry: undefined, target: undefined };

/** What is known of a file before it is opened. */
export interface ReadingSources {
  /** A format's id of the command line. */
  readonly format?: string | undefined;
  readonly project: Project;
  /** The file, relative to the project file's folder, with slashes; undefined if it is outside. */
  readonly path: string | undefined;
  readonly entry: FoundEntry | undefined;
}

/**
 * Decides how a file is read: what the command line says, else `tuneset.json`, else `dataset_info.json`, else its first records. Who comes first need
 * not repeat what the others say: a project may add roles to what an entry maps.
 */
export function resolveReading({ format: given, project, path, entry: found }: ReadingSources): Reading {
  const dataset = path === undefined ? undefined : datasetInProject(project, path);
  const target = project.target ?? (found && 'llamafactory');
  // To other trainers the fields that it leaves out are there.
  const entry = target === 'llamafactory' ? found : undefined;
  if (given === undefined && dataset?.format === 'none') {
    return { format: 'none', source: 'project', entry: undefined, target };
  }
  const id = given ?? dataset?.format ?? entry?.choice?.id;
  const isOfProject = given === undefined || dataset?.format === undefined || dataset.format === given;
  const mapping = mergedMapping(
    entry?.choice?.id === id ? entry?.choice?.mapping : undefined,
    isOfProject ? mappingOf(dataset, project) : mappingOf(undefined, project),
  );
  const source = sourceOf(given, dataset, entry);
  if (id === undefined && mapping === undefined) return { format: undefined, source, entry, target };
  return { format: { ...(id === undefined ? {} : { id }), ...(mapping ? { mapping } : {}) }, source, entry, target };
}

function sourceOf(
  given: string | undefined,
  dataset: ProjectDataset | undefined,
  entry: FoundEntry | undefined,
): Reading['source'] {
  if (given !== undefined) return 'commandLine';
  if (dataset?.format !== undefined) return 'project';
  return entry?.choice ? 'datasetInfo' : undefined;
}

function mappingOf(dataset: ProjectDataset | undefined, project: Project): Mapping | undefined {
  const moreRoles = { ...project.roles, ...dataset?.roles };
  const mapping: Mapping = {
    ...(dataset?.columns ? { fields: dataset.columns } : {}),
    ...(dataset?.roleKey === undefined ? {} : { role: dataset.roleKey }),
    ...(dataset?.contentKey === undefined ? {} : { content: dataset.contentKey }),
    ...(Object.keys(moreRoles).length === 0 ? {} : { moreRoles }),
  };
  return Object.keys(mapping).length === 0 ? undefined : mapping;
}
