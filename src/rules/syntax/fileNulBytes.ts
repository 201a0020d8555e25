import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { reportFaults } from './faultRule';

export const fileNulBytes: Rule = {
  id: 'file-nul-bytes',
  level: 'error',
  fix: 'offer',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('NUL bytes'),
    what: l10n.t('Bytes with the value 0, often a long run at the end of the file after a power loss or a full disk.'),
    why: l10n.t('Every loader fails on them.'),
    mend: l10n.t('Remove them, and check whether the record before them is whole.'),
    faulty: `{"instruction": "hi", "output": "hello"}\\0\\0\\0\\0`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  piece(view, report) {
    reportFaults(view, (kind) => kind === 'nul', report);
  },
};
