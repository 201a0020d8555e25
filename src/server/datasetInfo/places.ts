import { fileNameOf, type InfoEntry } from '../../dataset/datasetInfo/datasetInfo';
import { joined } from '../../dataset/datasetInfo/findEntry';
import { decoded, encoded } from '../uris';

/** The URI of the file or folder that an entry names. */
export function placeOf(info: string, entry: InfoEntry): string | undefined {
  const name = fileNameOf(entry);
  return name === undefined ? undefined : encoded(joined(decoded(folderOf(info)), name));
}

/** The folder of a URI, with a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
