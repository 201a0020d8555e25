import { comparable } from '../uris';
import type { ShownMedia } from './previewMedia';

/** Files are shown that lie in the workspace's folders, or in that of the dataset that names them. @param folders URIs with a slash at their ends */
export function mediaIn(folders: () => readonly string[]): (dataset: string, files: ShownMedia['files']) => ShownMedia {
  return (dataset, files) => ({
    files,
    mayShow(uri) {
      const own = dataset.slice(0, dataset.lastIndexOf('/') + 1);
      return [...folders(), own].some((folder) => comparable(uri).startsWith(comparable(folder)));
    },
  });
}
