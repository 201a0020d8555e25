import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const jsonlBlankLine: Rule = {
  id: 'jsonl-blank-line',
  level: 'warning',
  fix: 'yes',
  page: () => ({
    title: l10n.t('Blank line in JSONL'),
    what: l10n.t('Lines without a record, between records or at the end of the file.'),
    why: l10n.t(
      'Hugging Face datasets, LLaMA-Factory and ms-swift pass over them; tools that read line by line with json.loads fail (mistral-finetune, Together, the OpenAI cookbook’s checker).',
    ),
    mend: l10n.t('Remove them.'),
    faulty: `{"instruction": "a", "output": "b"}\n\n{"instruction": "c", "output": "d"}`,
    sound: `{"instruction": "a", "output": "b"}\n{"instruction": "c", "output": "d"}`,
  }),
  piece({ piece, context }, report) {
    if (piece.kind !== 'blank' || context.container !== 'jsonl' || (context.first && context.next === undefined))
      return;
    report({
      message: l10n.t('JSONL has no blank lines: tools that read line by line fail on them.'),
      start: 0,
      end: piece.text.length,
      fixes: [
        {
          title: l10n.t('Remove the blank lines'),
          // Between the parts of a torn record the lines may belong to its text.
          safety: context.besideTorn ? 'preview' : 'safe',
          edits: [{ start: 0, end: piece.text.length, text: '' }],
        },
      ],
    });
  },
};
