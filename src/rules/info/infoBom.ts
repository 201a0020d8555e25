import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const infoBom: Rule = {
  id: 'info-bom',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Byte order mark in dataset_info.json'),
    what: l10n.t('A dataset_info.json that begins with a byte order mark, as some Windows programs write it.'),
    why: l10n.t('Python’s json.load refuses it: LLaMA-Factory ends with “Cannot open …”, whatever dataset is used.'),
    mend: l10n.t('Save the file as UTF-8 without byte order mark; the quick fix does.'),
    faulty: `EF BB BF {"mine": …`,
    sound: `{"mine": …`,
  }),
  info(view, report) {
    if (!view.hasBom) return;
    report({
      message: l10n.t(
        'The file begins with a byte order mark, which LLaMA-Factory can’t read. Save it as UTF-8 without one.',
      ),
      start: 0,
      end: Math.min(1, view.info.text.length),
    });
  },
};
