import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { MixedView } from '../view';

export const formatMixed: Rule = {
  id: 'format-mixed',
  level: 'error',
  isAboutForm: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Record of another format'),
    what: l10n.t(
      'A record whose fields speak for another format than that of the file, such as a conversation among Alpaca records.',
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
    // Alpaca’s converter takes a missing column for no answer; the others look for messages in it.
    const outcome = format.words.role === '' ? 'dropped' : 'crash';
    report({
      message: l10n.t(
        'This record is written in the format {0}, but the file is read as {1}. Nothing else about its form is checked.',
        other.name,
        format.name,
      ),
      ...view.span(''),
      ...(target === 'llamafactory' ? { outcome } : {}),
    });
  },
};
