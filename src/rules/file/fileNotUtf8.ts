import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const fileNotUtf8: Rule = {
  id: 'file-not-utf8',
  level: 'error',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Not UTF-8'),
    what: l10n.t('A file in UTF-16, GBK or another encoding, a binary file, or single bytes that are not UTF-8.'),
    why: l10n.t('Hugging Face datasets, json.loads and pandas stop with UnicodeDecodeError.'),
    mend: l10n.t(
      'Reopen the file with its real encoding (“Reopen with Encoding” in the status bar), look whether the text is right, and save it as UTF-8.',
    ),
    faulty: `FF FE 7B 00 22 00 …`,
    sound: `{"instruction": "你好", "output": "你好！"}`,
  }),
  file(facts, report) {
    if (facts.bytes?.encoding === 'binary') {
      report({ message: l10n.t('This is a binary file, not text.') });
    } else if (facts.bytes?.encoding !== undefined) {
      report({
        message: l10n.t(
          'The file is not UTF-8; it looks like {0}. Loaders fail on it. Reopen it with that encoding and save it as UTF-8.',
          facts.bytes.encoding,
        ),
        fileFix: 'toUtf8',
      });
    } else if (facts.bytes?.invalid) {
      report({
        message: l10n.t(
          'The byte at offset {0} is not UTF-8. Loaders fail on it. Retype the damaged text.',
          facts.bytes.invalid.offset,
        ),
        at: facts.bytes.invalid,
      });
    }
  },
};
