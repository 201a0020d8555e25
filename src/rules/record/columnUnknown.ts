import * as l10n from '@vscode/l10n';
import type { Format } from '../../dataset/format';
import { nearestField } from '../nearestField';
import type { Rule } from '../rule';
import { brief } from '../brief';

export const columnUnknown: Rule = {
  id: 'column-unknown',
  level: 'info',
  // column-extra-target tells of them.
  levels: { openai: 'off' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Unknown field'),
    what: l10n.t('A key that the format does not have. It is reported once per file, at the first record that has it.'),
    why: l10n.t('Trainers ignore it, so whatever it holds is not trained.'),
    mend: l10n.t('If the field is yours, list it under “fields” in tuneset.json; otherwise remove or rename it.'),
    faulty: `{"instruction": "hi", "output": "hello", "note": "polite"}`,
    sound: `tuneset.json: {"fields": ["note"]}`,
  }),
  marks: (view) => view.unknownKeys.filter((key) => nearestField(view, key) === undefined),
  markSpan: (view, key) => view.keySpan(key),
  tell: (marks, { format, target }, report) => {
    const isMapped = target === 'llamafactory' && mapsFields(format);
    for (const [mark, { count }] of marks) {
      if (isMapped) report({ message: unmapped(brief(mark), count), mark, outcome: 'ignored' });
      else report({ message: messageOf(brief(mark), count), mark });
    }
  },
};

/** True if a `dataset_info.json` says which fields are read: it leaves out some. */
function mapsFields(format: Format | undefined): boolean {
  return Object.values(format?.choice.mapping?.fields ?? {}).includes(null);
}

function unmapped(key: string, count: number): string {
  return count === 1
    ? l10n.t(
        'dataset_info.json maps no column to “{0}” (in 1 record). If that is meant, list it under “fields” in tuneset.json.',
        key,
      )
    : l10n.t(
        'dataset_info.json maps no column to “{0}” (in {1} records). If that is meant, list it under “fields” in tuneset.json.',
        key,
        count,
      );
}

function messageOf(key: string, count: number): string {
  return count === 1
    ? l10n.t(
        'Trainers ignore the field “{0}” (in 1 record). If it is yours, list it under “fields” in tuneset.json.',
        key,
      )
    : l10n.t(
        'Trainers ignore the field “{0}” (in {1} records). If it is yours, list it under “fields” in tuneset.json.',
        key,
        count,
      );
}
