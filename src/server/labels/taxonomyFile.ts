import * as l10n from '@vscode/l10n';
import type { JSONPath } from 'jsonc-parser';
import { PROJECT_FILE } from '../../dataset/project';
import type { Files } from '../files';
import type { OpenDocument } from '../openDocument';
import type { ProjectView } from '../projects';
import { comparable } from '../uris';
import { decodedText } from './decodedText';
import type { LeftOut } from './scopedDatasets';

/** The file that holds a project's taxonomy, as it stands in the editor or on disk. */
export interface TaxonomyFile {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
  /** Where the taxonomy lies in it. */
  readonly at: JSONPath;
}

/**
 * Reads the file of a project's taxonomy.
 *
 * @returns undefined if there is none; for a file that can't be read as text, its URI and why, for people
 */
export async function readTaxonomyFile(
  { taxonomyFile, folder }: ProjectView,
  files: Files,
  open: readonly OpenDocument[],
): Promise<TaxonomyFile | LeftOut | undefined> {
  if (taxonomyFile === undefined) return undefined;
  const at = taxonomyFile === `${folder}${PROJECT_FILE}` ? ['taxonomy'] : [];
  // Editors write URIs each in their own way.
  const document = open.find(({ uri }) => comparable(uri) === comparable(taxonomyFile));
  if (document) return { uri: document.uri, version: document.version, text: document.text(), at };
  const bytes = await files.read(taxonomyFile);
  if (!bytes) return undefined;
  const text = decodedText(bytes);
  if (text === undefined) return { uri: taxonomyFile, reason: l10n.t('it is not UTF-8') };
  return { uri: taxonomyFile, version: null, text, at };
}
