import * as l10n from '@vscode/l10n';
import type { Fix, Rule } from '../rule';
import { isOpenToTheEnd } from './fault';
import { reportOf } from './faultRule';
import { isTail } from './jsonSyntax';

export const fileTruncatedTail: Rule = {
  id: 'file-truncated-tail',
  level: 'error',
  fix: 'offer',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('The file is cut off'),
    what: l10n.t('The last record ends in the middle, as after an interrupted copy or download.'),
    why: l10n.t('Every loader fails on it, and the records that should follow are missing.'),
    mend: l10n.t('Fetch the file again. If the rest is lost, remove the last record or close it by hand.'),
    faulty: `{"instruction": "hi", "output": "hello"}\n{"instruction": "bye", "out`,
    sound: `{"instruction": "hi", "output": "hello"}\n{"instruction": "bye", "output": "see you"}`,
  }),
  piece(view, report) {
    if (!isTail(view)) return;
    const { piece } = view;
    const fault = view.faults.find(isOpenToTheEnd);
    if (!fault) return;
    const remove: Fix = {
      title: l10n.t('Remove the unfinished record'),
      safety: 'preview',
      edits: [{ start: 0, end: piece.text.length, text: '' }],
    };
    const close = fault.kind === 'open-bracket' ? (reportOf(fault, 'open-bracket').fixes ?? []) : [];
    report({
      message: l10n.t('The file ends in the middle of this record.'),
      start: fault.start,
      end: fault.end,
      fixes: [...close, remove],
    });
  },
};
