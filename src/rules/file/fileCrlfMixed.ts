import * as l10n from '@vscode/l10n';
import { lineCount } from '../../dataset/piece';
import type { Rule } from '../rule';

export const fileCrlfMixed: Rule = {
  id: 'file-crlf-mixed',
  level: 'info',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Mixed line ends'),
    what: l10n.t('Lines that end in different ways in one file (LF and CRLF), or with a carriage return alone.'),
    why: l10n.t(
      'As soon as a tool unifies them, version control shows every line as changed. pandas fails on lines that end with CR alone.',
    ),
    mend: l10n.t('Save the file in an editor, which writes one kind of line end; or choose LF in the status bar.'),
    faulty: `{"instruction": "a", "output": "b"}\\r\\n{"instruction": "c", "output": "d"}\\n`,
    sound: `{"instruction": "a", "output": "b"}\\n{"instruction": "c", "output": "d"}\\n`,
  }),
  file(facts, report) {
    const { lf, crlf, cr } = facts.bytes?.lines ?? facts.lines;
    if (cr > 0 && lf + crlf === 0) {
      report({
        message: l10n.t('Lines end with CR only, which pandas cannot read. Save the file with LF.'),
        fileFix: 'toOneLineEnd',
      });
    } else if (lineCount({ lf, crlf, cr }) > Math.max(lf, crlf, cr)) {
      report({
        message: l10n.t('Line ends are mixed: {0} LF, {1} CRLF, {2} CR. Save the file with one kind.', lf, crlf, cr),
        fileFix: 'toOneLineEnd',
      });
    }
  },
};
