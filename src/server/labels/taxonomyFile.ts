import type { JSONPath } from 'jsonc-parser';
import { PROJECT_FILE } from '../../dataset/project';
import type { Files } from '../files';
import type { OpenDocument } from '../openDocument';
import type { ProjectView } from '../projects';
import { decoded } from '../uris';

/** The file that holds a project's taxonomy, as it stands in the editor or on disk. */
export interface TaxonomyFile {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
  /** Where the taxonomy lies in it. */
  readonly at: JSONPath;
}

/** Reads the file of a project's taxonomy; undefined if there is none. */
export async function readTaxonomyFile(
  { taxonomyFile, folder }: ProjectView,
  files: Files,
  open: readonly OpenDocument[],
): Promise<TaxonomyFile | undefined> {
  if (taxonomyFile === undefined) return undefined;
  const at = taxonomyFile === `${folder}${PROJECT_FILE}` ? ['taxonomy'] : [];
  // Editors write URIs each in their own way.
  const document = open.find(({ uri }) => decoded(uri) === decoded(taxonomyFile));
  if (document) return { uri: document.uri, version: document.version, text: document.text(), at };
  const bytes = await files.read(taxonomyFile);
  return bytes && { uri: taxonomyFile, version: null, text: bytes.toString('utf8').replace(/^\ufeff/, ''), at };
}
