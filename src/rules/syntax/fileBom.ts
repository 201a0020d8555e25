import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { reportFaults } from './faultRule';

export const fileBom: Rule = {
  id: 'file-bom',
  level: 'error',
  fix: 'yes',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('Byte order mark'),
    what: l10n.t('The bytes EF BB BF at the start of the file, or between two records where files were joined.'),
    why: l10n.t(
      'json.loads per line and json.load fail on it; Hugging Face datasets up to 4.8 fails on an array that begins with it, and every version on one in the middle.',
    ),
    mend: l10n.t('Remove it: save the file as UTF-8 without a byte order mark.'),
    faulty: `\\uFEFF{"instruction": "hi", "output": "hello"}`,
    sound: `{"instruction": "hi", "output": "hello"}`,
  }),
  piece(view, report) {
    reportFaults(view, (kind) => kind === 'byte-order-mark', report);
  },
  file(facts, report) {
    if (!facts.bytes?.bom) return;
    report({
      message: l10n.t(
        'The file begins with a byte order mark, on which many loaders fail. Save it as UTF-8 without one.',
      ),
      fileFix: 'toUtf8',
    });
  },
};
