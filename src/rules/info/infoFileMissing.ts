import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { fileNameOf, sourceOf } from '../../dataset/datasetInfo/datasetInfo';
import type { Rule } from '../rule';

export const infoFileMissing: Rule = {
  id: 'info-file-missing',
  level: 'warning',
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Dataset file missing'),
    what: l10n.t(
      'An entry of dataset_info.json whose file or folder is not there, or that names neither a file nor a hub. Entries of a hub, a script or a cloud are not looked at.',
    ),
    why: l10n.t('LLaMA-Factory ends with “File … not found.” when the dataset is used.'),
    mend: l10n.t(
      'Correct file_name, which is relative to the folder of dataset_info.json; the quick fixes offer files that come near. Or remove the entry.',
    ),
    faulty: `{"mine": {"file_name": "mnie.json"}}`,
    sound: `{"mine": {"file_name": "mine.json"}}`,
  }),
  entry(view, report) {
    const { entry, facts } = view;
    const source = sourceOf(entry);
    if (source === undefined && view.attributes) {
      report({ message: l10n.t('The dataset “{0}” names neither a file nor a hub.', entry.name), ...view.span() });
    }
    const name = fileNameOf(entry);
    if (source !== 'file' || name === undefined || facts.data?.exists !== false) return;
    report({
      message: l10n.t('There is no file or folder “{0}” beside dataset_info.json.', name),
      ...view.span('file_name'),
      fixes: nearNames(name, facts.nearby ?? []).map((near) => ({
        title: l10n.t('Change it to “{0}”', near),
        safety: 'preview',
        edits: [view.replace(view.span('file_name'), near)],
      })),
    });
  },
};

/** Files that may be meant: the same name in other letters or with another ending, or one that is a few letters away. */
function nearNames(name: string, nearby: readonly string[]): string[] {
  const stem = (file: string): string => file.toLowerCase().replace(/\.\w+$|\/$/, '');
  const most = Math.max(1, Math.min(3, Math.floor(name.length / 4)));
  return nearby
    .filter((file) => stem(file) === stem(name) || distance(file.toLowerCase(), name.toLowerCase()) <= most)
    .slice(0, 3);
}
