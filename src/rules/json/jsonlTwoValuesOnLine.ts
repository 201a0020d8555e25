import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const jsonlTwoValuesOnLine: Rule = {
  id: 'jsonl-two-values-on-line',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Several records on a line'),
    what: l10n.t('A second record behind the first on the same line of a JSONL file.'),
    why: l10n.t('Hugging Face datasets reads both; json.loads per line and pandas fail.'),
    mend: l10n.t('Put each record on a line of its own.'),
    faulty: `{"instruction": "a", "output": "b"} {"instruction": "c", "output": "d"}`,
    sound: `{"instruction": "a", "output": "b"}\n{"instruction": "c", "output": "d"}`,
  }),
  piece({ piece, context }, report) {
    if (context.container !== 'jsonl' || piece.kind !== 'record' || context.next !== 'record') return;
    const rest = piece.text.slice(piece.valueEnd);
    if (/[\r\n]/.test(rest)) return;
    report({
      message: l10n.t('Another record follows on the same line. JSONL has one record per line.'),
      start: piece.valueEnd - 1,
      end: piece.text.length,
      fixes: [
        {
          title: l10n.t('Put the next record on a line of its own'),
          safety: 'safe',
          edits: [{ start: piece.valueEnd, end: piece.text.length, text: '\n' }],
        },
      ],
    });
  },
};
