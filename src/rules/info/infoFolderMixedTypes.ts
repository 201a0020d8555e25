import * as l10n from '@vscode/l10n';
import { fileNameOf, FILE_TYPES, sourceOf } from '../../dataset/datasetInfo/datasetInfo';
import { listOf } from '../../dataset/listOf';
import type { Rule } from '../rule';
import { quoted } from './fields';
import type { EntryView } from './view';

export const infoFolderMixedTypes: Rule = {
  id: 'info-folder-mixed-types',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Files that can’t be loaded together'),
    what: l10n.t(
      'An entry of dataset_info.json that names a folder with files of several types, with folders in it or with nothing in it; or a file of a type that LLaMA-Factory does not load.',
    ),
    why: l10n.t(
      'LLaMA-Factory loads every member of the folder, also hidden files, and ends with “File types should be identical.” or “Allowed file types: …”. JSON and JSONL count as one type (data/loader.py).',
    ),
    mend: l10n.t('Move what does not belong to the dataset out of the folder, or name a single file.'),
    faulty: `{"mine": {"file_name": "notes_and_data"}}`,
    sound: `{"mine": {"file_name": "data_only"}}`,
  }),
  entry(view, report) {
    const message = view.facts.data?.exists && sourceOf(view.entry) === 'file' ? faultOf(view) : undefined;
    if (message !== undefined) report({ message, ...view.span('file_name') });
  },
};

function faultOf({ entry, facts }: EntryView): string | undefined {
  const allowed = listOf(Object.keys(FILE_TYPES));
  const members = facts.data?.members;
  if (!members) {
    const name = fileNameOf(entry);
    if (name === undefined || typeOf(name) !== undefined) return undefined;
    return l10n.t('LLaMA-Factory loads no files of this type, only: {0}.', allowed);
  }
  if (members.length === 0) return l10n.t('The folder is empty.');
  const first = typeOf(members[0]!);
  const others = members.filter((name) => typeOf(name) === undefined || typeOf(name) !== first);
  if (others.length === 0) return undefined;
  const shown = quoted([members[0]!, ...others.filter((name) => name !== members[0])].slice(0, 3));
  return l10n.t(
    'The folder holds files of several types, or such that can’t be loaded: {0}. It may hold only one of: {1}.',
    shown,
    allowed,
  );
}

/** By what stands behind the last dot, in these letters. */
function typeOf(name: string): string | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return Object.hasOwn(FILE_TYPES, extension) ? FILE_TYPES[extension] : undefined;
}
