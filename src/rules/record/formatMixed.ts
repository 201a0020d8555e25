import * as l10n from '@vscode/l10n';
import type { Format } from '../../dataset/format';
import type { FileFacts } from '../fileFacts';
import { isToldOnce, type Misreading } from '../misreading';
import type { FileReport, Outcome, Rule } from '../rule';
import { MixedView } from '../view';

export const formatMixed: Rule = {
  id: 'format-mixed',
  level: 'error',
  isAboutForm: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Record of another format'),
    what: l10n.t(
      'A record whose fields speak for another format than that of the file, such as a conversation among Alpaca records. If nearly all of the first records do, the setting is wrong rather than the records, and that is told once for the file.',
    ),
    why: l10n.t(
      'Trainers read a whole file with one format: the record is dropped or ends the run, and its columns are empty in all other records. Together refuses the file.',
    ),
    mend: l10n.t(
      'Move the record to a file of its own, or write it in the format of the file. If the file has been taken for the wrong format, name the right one in tuneset.json.',
    ),
    faulty: `{"conversations": [{"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}]}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  piece(view, report) {
    if (!(view instanceof MixedView)) return;
    const { format, other, target } = view;
    report({
      message: l10n.t(
        'This record is written in the format {0}, but the file is read as {1}. Nothing else about its form is checked.',
        other.name,
        format.name,
      ),
      ...view.span(''),
      otherFormat: other.id,
      ...(target === 'llamafactory' ? { outcome: outcomeIn(format) } : {}),
    });
  },
  file(facts, report) {
    const found = misreadReport(facts);
    if (found) report(found);
  },
};

/** What is said of a file that is read as another format than it is written in; undefined if it isn't, or if each record is told by itself. */
export function misreadReport({
  misread,
  format,
  target,
}: Pick<FileFacts, 'misread' | 'format' | 'target'>): (FileReport & { readonly outcome?: Outcome }) | undefined {
  if (!misread || !format || !isToldOnce(misread)) return undefined;
  return {
    message: misreadText(misread, format),
    ...(target === 'llamafactory' ? { outcome: outcomeIn(format) } : {}),
  };
}

/** Alpaca’s converter takes a missing column for no answer; the others look for messages in it. */
function outcomeIn({ words }: Format): Outcome {
  return words.role === '' ? 'dropped' : 'crash';
}

function misreadText({ other, speaking, looked, source }: Misreading, { name }: Format): string {
  const names = [name, other.name, speaking, looked] as const;
  switch (source) {
    case 'project':
      return l10n.t(
        'tuneset.json has this file read as {0}, but {2} of its first {3} records are written as {1}. Name that format there. Nothing else about the form of these records is checked.',
        ...names,
      );
    case 'datasetInfo':
      return l10n.t(
        'dataset_info.json has this file read as {0}, but {2} of its first {3} records are written as {1}. Correct “formatting” and “columns” of its entry. Nothing else about the form of these records is checked.',
        ...names,
      );
    case 'commandLine':
      return l10n.t(
        'This file is read as {0}, as --format says, but {2} of its first {3} records are written as {1}. Nothing else about the form of these records is checked.',
        ...names,
      );
  }
}
