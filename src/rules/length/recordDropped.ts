import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { shortened } from './shortened';

export const recordDropped: Rule = {
  id: 'record-dropped',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'no',
  page: () => ({
    title: l10n.t('The trainer drops the record'),
    what: l10n.t('A record that the trainer leaves out, and of which no other rule tells why.'),
    why: l10n.t(
      'It is trained without this record, and all that tells of it is a line in the log, among thousands. The message is the trainer’s own.',
    ),
    mend: l10n.t('Change the record as the message says.'),
    faulty: `{"conversations": []}`,
    sound: `{"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "hello"}]}`,
  }),
  lengths({ measure, cutoff }, report) {
    const { status, tokens, reason, pointer } = measure;
    const isOutBecauseLong = cutoff !== null && tokens > cutoff;
    if (status !== 'dropped' || isOutBecauseLong) return;
    report({
      message: l10n.t(
        'The trainer does not take this record, and says only: “{0}”. Change what that names, or take the record out.',
        shortened((reason ?? '').split('\n')[0]!),
      ),
      pointer: pointer ?? '',
    });
  },
};
