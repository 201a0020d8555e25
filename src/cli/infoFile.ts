import * as l10n from '@vscode/l10n';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import {
  DATASET_INFO_FILE,
  fileNameOf,
  readDatasetInfo,
  sourceOf,
  type DatasetInfo,
  type InfoEntry,
} from '../dataset/datasetInfo/datasetInfo';
import { joined } from '../dataset/datasetInfo/findEntry';
import { namesIn, type DataLooker } from '../host/datasetInfo/dataFacts';
import type { LocatedProject } from '../host/projectFile';
import { checkInfo } from '../rules/info/checkInfo';
import type { EntryFacts } from '../rules/info/view';
import type { PlacedFinding } from '../rules/placedFinding';
import type { Stage } from '../tokens/measuring';
import { CannotRun } from './cannotRun';

/** A `dataset_info.json` on disk. */
export interface InfoFile {
  readonly path: string;
  readonly info: DatasetInfo;
  readonly hasBom: boolean;
}

/** What is asked of a `dataset_info.json`. */
export interface InfoRequest {
  /** The only dataset that matters; undefined: all of them. */
  readonly dataset: string | undefined;
  readonly stage: Stage | undefined;
  readonly located: LocatedProject | undefined;
}

export function isInfoFile(path: string): boolean {
  return basename(path) === DATASET_INFO_FILE;
}

/**
 * Reads the file that `--dataset-info` names, or the one in the folder that it names.
 *
 * @throws CannotRun if it can't be read
 */
export async function openInfoFile(given: string): Promise<InfoFile> {
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(given, DATASET_INFO_FILE) : given;
  try {
    return await readInfoFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new CannotRun(l10n.t('There is no file “{0}”.', path));
    throw new CannotRun(l10n.t('{0} can’t be read: {1}', path, message));
  }
}

/** @throws the errors of the file system */
export async function readInfoFile(path: string): Promise<InfoFile> {
  const text = await readFile(path, 'utf8');
  return { path, info: readDatasetInfo(text), hasBom: text.startsWith('\ufeff') };
}

/** The paths of the JSON and JSONL files that the datasets have, of those that are there; each once. */
export async function filesOfInfo({ path, info }: InfoFile, dataset: string | undefined): Promise<string[]> {
  const files = new Set<string>();
  for (const entry of info.entries) {
    const place = dataset === undefined || entry.name === dataset ? placeOf(path, entry) : undefined;
    for (const file of place === undefined ? [] : await filesAt(place)) {
      if (/\.(?:json|jsonl|ndjson)$/i.test(file)) files.add(file);
    }
  }
  return [...files];
}

/** What the rules say of the file, and of its entries and what they name. */
export async function findingsOfInfo(
  { path, info, hasBom }: InfoFile,
  { dataset, stage, located }: InfoRequest,
  looker: DataLooker,
): Promise<PlacedFinding[]> {
  const facts = new Map<string, EntryFacts>();
  const nearby = await namesIn(dirname(resolve(path)));
  for (const entry of info.entries) {
    if (dataset !== undefined && entry.name !== dataset) continue;
    const place = sourceOf(entry) === 'file' ? placeOf(path, entry) : undefined;
    facts.set(entry.name, { nearby, stage, data: place === undefined ? undefined : await looker.look(place) });
  }
  const ofProject = isOfProject(path, located) ? namesAsked(located) : [];
  const asked = dataset === undefined ? ofProject : [dataset];
  return checkInfo({ info, hasBom, asked, facts, levels: located?.project.rules });
}

function isOfProject(path: string, located: LocatedProject | undefined): boolean {
  const own = located?.project.datasetInfo;
  return own === undefined || resolve(located!.folder, own) === resolve(path);
}

function namesAsked(located: LocatedProject | undefined): string[] {
  const names = (located?.project.datasets ?? []).map(({ dataset }) => dataset);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function placeOf(path: string, entry: InfoEntry): string | undefined {
  const name = fileNameOf(entry);
  const folder = `${dirname(resolve(path)).split(sep).join('/')}/`;
  return name === undefined ? undefined : joined(folder, name);
}

async function filesAt(place: string): Promise<string[]> {
  const stats = await stat(place).catch(() => undefined);
  if (!stats?.isDirectory()) return stats ? [place] : [];
  return (await namesIn(place)).filter((name) => !name.endsWith('/')).map((name) => join(place, name));
}
